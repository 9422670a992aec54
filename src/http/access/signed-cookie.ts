import type { Context } from 'koa';
import { z } from 'zod';

/**
 * A value in a cookie that Koa signs (`app.keys`). The browser can read it, so it is no place for secrets of ours; it
 * carries its own end, so that an old one is of no use to anybody, whatever the browser does with it.
 */
export interface SignedCookie<Value> {
  /** null without a value, and for one that is over or was not signed by us. */
  read(ctx: Context): Value | null;
  write(ctx: Context, value: Value): void;
  clear(ctx: Context): void;
}

export interface CookieRules {
  lifetimeMs: number;
  now: () => Date;
  isHttps: (ctx: Context) => boolean;
}

const options = { signed: true, httpOnly: true, sameSite: 'lax', overwrite: true } as const;

export function createSignedCookie<Value>(
  name: string,
  schema: z.ZodType<Value>,
  { lifetimeMs, now, isHttps }: CookieRules,
): SignedCookie<Value> {
  const Stored = z.object({ expiresAt: z.number(), value: schema });

  // Over https the prefix keeps other hosts of the domain from setting it: RFC 6265bis, section 4.1.3.
  const nameFor = (ctx: Context) => (isHttps(ctx) ? `__Host-${name}` : name);

  function put(ctx: Context, text: string | null, maxAge?: number): void {
    // Koa knows of its own connection only, not of the proxy's.
    ctx.cookies.secure = isHttps(ctx);
    ctx.cookies.set(nameFor(ctx), text, { ...options, ...(maxAge === undefined ? {} : { maxAge }) });
  }

  return {
    read(ctx) {
      const stored = Stored.safeParse(parse(ctx.cookies.get(nameFor(ctx), { signed: true })));
      return stored.success && stored.data.expiresAt > now().getTime() ? stored.data.value : null;
    },
    write(ctx, value) {
      const stored = { expiresAt: now().getTime() + lifetimeMs, value };
      put(ctx, Buffer.from(JSON.stringify(stored)).toString('base64url'), lifetimeMs);
    },
    clear: (ctx) => put(ctx, null),
  };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
