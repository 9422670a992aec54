import { randomUUID } from 'node:crypto';
import type { Context } from 'koa';
import { z } from 'zod';
import { type CookieRules, createSignedCookie } from './signed-cookie.ts';

/** Somebody who has logged in. */
export interface Session {
  /** null where everybody logs in with the same password. */
  name: string | null;
  /** Whom Feishu knows; null as above. `mayForOthers`: is one of `ALLOWED_USERS`. */
  person: { openId: string; mayForOthers: boolean } | null;
}

const Value = z.object({
  id: z.string(),
  name: z.string().nullable(),
  person: z.object({ openId: z.string(), mayForOthers: z.boolean() }).nullable(),
});

/** Sessions, each in a signed cookie of its browser. */
export interface Sessions {
  /** null without a session. */
  read(ctx: Context): Session | null;
  /** Always a new value: one that was planted in the browser before ends here. */
  start(ctx: Context, session: Session): void;
  end(ctx: Context): void;
}

export function createSessions(rules: CookieRules): Sessions {
  const cookie = createSignedCookie('nvc_session', Value, rules);
  return {
    read: cookie.read,
    start: (ctx, session) => cookie.write(ctx, { id: randomUUID(), ...session }),
    end: cookie.clear,
  };
}
