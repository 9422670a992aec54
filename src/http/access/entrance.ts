import type { Context } from 'koa';
import type { AccessRule } from './access-rule.ts';
import type { Client } from './client.ts';
import type { FeishuLogin } from './feishu-login.ts';
import type { Limit, Limits } from './limits.ts';
import { createLoginAttempts, type LoginAttempts } from './login-attempts.ts';
import { createPasswordCheck, type PasswordCheck } from './password-check.ts';
import { createSessions, type Sessions } from './sessions.ts';

/** What it takes to let somebody in: being at this machine, or having logged in. */
export type Entrance = { kind: 'this_machine' } | LoginEntrance;

export type LoginEntrance = { sessions: Sessions; clientOf: (ctx: Context) => Client } & (
  | { kind: 'password'; checkPassword: PasswordCheck }
  | {
      kind: 'feishu';
      login: FeishuLogin;
      attempts: LoginAttempts;
      tries: Limit;
      /** For scripts; null: they are not let in. */
      checkPassword: PasswordCheck | null;
    }
);

export interface EntranceDeps {
  limits: Limits;
  clientOf: (ctx: Context) => Client;
  now: () => Date;
}

const dayMs = 24 * 3_600_000;
/** So long one works without giving the password again. */
const passwordSessionMs = 7 * dayMs;
/** Who has left the tenant or the chat is out by the next day; for all others it is one click. */
const feishuSessionMs = dayMs;

/** Puts together what the rule asks for. */
export function openEntrance(rule: AccessRule, { limits, clientOf, now }: EntranceDeps): Entrance {
  const cookies = { now, isHttps: (ctx: Context) => clientOf(ctx).isHttps };
  switch (rule.kind) {
    case 'this_machine':
      return rule;
    case 'password':
      return {
        kind: 'password',
        sessions: createSessions({ ...cookies, lifetimeMs: passwordSessionMs }),
        checkPassword: createPasswordCheck(rule.password, limits.passwords),
        clientOf,
      };
    case 'feishu': {
      const { login, scriptPassword } = rule;
      return {
        kind: 'feishu',
        login,
        sessions: createSessions({ ...cookies, lifetimeMs: feishuSessionMs }),
        attempts: createLoginAttempts(cookies),
        tries: limits.logins,
        checkPassword: scriptPassword === null ? null : createPasswordCheck(scriptPassword, limits.passwords),
        clientOf,
      };
    }
  }
}

/** Who is asking; null where people have not logged in by name. */
export type NameOf = (ctx: Context) => string | null;

export function nameAt(entrance: Entrance): NameOf {
  return (ctx) => (entrance.kind === 'this_machine' ? null : (entrance.sessions.read(ctx)?.name ?? null));
}
