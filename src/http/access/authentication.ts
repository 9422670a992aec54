import type { Context } from 'koa';
import type { Decider } from '../../sync/queue/may-decide.ts';
import type { Asker } from '../../sync/sync-record.ts';
import type { AccessRule } from './access-rule.ts';
import type { Client } from './client.ts';
import type { FeishuLogin } from './feishu-login.ts';
import type { Limit, Limits } from './limits.ts';
import { createLoginAttempts, type LoginAttempts } from './login-attempts.ts';
import { createPasswordCheck, type PasswordCheck } from './password-check.ts';
import { createSessions, type Sessions } from './sessions.ts';

/** How requests are authenticated: by coming from this machine, or by a login. */
export type Authentication = { kind: 'this_machine' } | LoginAuthentication;

export type LoginAuthentication = { sessions: Sessions; clientOf: (ctx: Context) => Client } & (
  | { kind: 'password'; checkPassword: PasswordCheck }
  | {
      kind: 'feishu';
      login: FeishuLogin;
      attempts: LoginAttempts;
      tries: Limit;
      /** For scripts (HTTP Basic); null: they have no access. */
      checkPassword: PasswordCheck | null;
    }
);

export interface AuthenticationDeps {
  limits: Limits;
  clientOf: (ctx: Context) => Client;
  now: () => Date;
}

const dayMs = 24 * 3_600_000;
/** How long a login by password lasts. */
const passwordSessionMs = 7 * dayMs;
/** A person who has left the tenant or the chat loses access within a day; for all others it is one click. */
const feishuSessionMs = dayMs;

/** Builds what the access rule needs: sessions, password check, login at Feishu. */
export function createAuthentication(
  rule: AccessRule,
  { limits, clientOf, now }: AuthenticationDeps,
): Authentication {
  const cookies = { now, isHttps: (ctx: Context) => clientOf(ctx).isHttps };
  switch (rule.kind) {
    case 'this_machine':
      return rule;
    case 'password':
      return {
        kind: 'password',
        sessions: createSessions({ ...cookies, lifetimeMs: passwordSessionMs }),
        checkPassword: createPasswordCheck(rule.password, limits),
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
        checkPassword: scriptPassword === null ? null : createPasswordCheck(scriptPassword, limits),
        clientOf,
      };
    }
  }
}

/** Who is asking; null where people have not logged in by name. */
export type AskerOf = (ctx: Context) => Asker | null;

/** Who is asking. */
export interface WhoAsks {
  askerOf: AskerOf;
  /** To say something about a sync. */
  deciderOf(ctx: Context): Decider;
}

export function whoAsksAt(authentication: Authentication): WhoAsks {
  const sessionOf = (ctx: Context) =>
    authentication.kind === 'this_machine' ? null : authentication.sessions.read(ctx);
  return {
    askerOf(ctx) {
      const session = sessionOf(ctx);
      if (session === null || session.name === null) return null;
      return { name: session.name, openId: session.person?.openId ?? null };
    },
    deciderOf(ctx) {
      const session = sessionOf(ctx);
      if (session === null || session.person === null) return { kind: 'anybody' };
      return { kind: 'person', name: session.name, ...session.person };
    },
  };
}
