import { randomUUID } from 'node:crypto';
import type { Context } from 'koa';
import { z } from 'zod';

/** Who has logged in; what a signed cookie says. */
export interface Session {
  /** Epoch milliseconds. */
  expiresAt: number;
}

const cookieName = 'nvc_session';
/** So long one works without logging in again. */
const lifetimeMs = 7 * 24 * 3_600_000;

const Value = z.object({ expiresAt: z.number() });

/**
 * Sessions in a cookie that Koa signs (`app.keys`). It holds no secret and carries its own end, so that an old one is
 * of no use to anybody, whatever the browser does with it.
 */
export interface Sessions {
  /** null without a session, and for one that is over or was not signed by us. */
  read(ctx: Context): Session | null;
  /** Always a new value: one that was planted in the browser before ends here. */
  start(ctx: Context): void;
  end(ctx: Context): void;
}

export function createSessions(now: () => Date, isHttps: (ctx: Context) => boolean): Sessions {
  const options = { signed: true, httpOnly: true, sameSite: 'lax', overwrite: true } as const;

  function cookiesOf(ctx: Context): Context['cookies'] {
    // Koa knows of its own connection only, not of the proxy's.
    ctx.cookies.secure = isHttps(ctx);
    return ctx.cookies;
  }

  return {
    read(ctx) {
      const session = parse(ctx.cookies.get(cookieName, { signed: true }));
      return session !== null && session.expiresAt > now().getTime() ? session : null;
    },
    start(ctx) {
      const value = { expiresAt: now().getTime() + lifetimeMs, id: randomUUID() };
      const text = Buffer.from(JSON.stringify(value)).toString('base64url');
      cookiesOf(ctx).set(cookieName, text, { ...options, maxAge: lifetimeMs });
    },
    end(ctx) {
      cookiesOf(ctx).set(cookieName, null, options);
    },
  };
}

function parse(text: string | undefined): Session | null {
  if (text === undefined) return null;
  try {
    return Value.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
