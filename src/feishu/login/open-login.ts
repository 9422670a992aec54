import { type AllowedPeople, isAllowed } from '../../bot/is-allowed.ts';
import { AppError } from '../../errors.ts';
import type { Calls } from '../calls/call.ts';
import { type ChatConnection, connectChat } from '../chat/connect-chat.ts';
import { authorizeUrl, type LoginAttempt } from './authorize-url.ts';
import { isMember } from './is-member.ts';
import { type LoginRefusal, refusalOfLogin } from './login-refusals.ts';
import { createOwnTenant } from './own-tenant.ts';
import { type Grant, type NamedPerson, readPerson } from './read-person.ts';

export interface LoginOptions extends ChatConnection {
  /** Who may enter: the same people who may use the bot. */
  allowed: AllowedPeople;
  /** 10 seconds if not given. */
  callTimeoutMs?: number;
}

/** Who came back from Feishu. */
export type LoginOutcome =
  /** `mayForOthers`: is allowed by name, not by a chat. */
  | { kind: 'logged_in'; name: string; openId: string; mayForOthers: boolean }
  /** `openId` where it is known: what an administrator needs to let the person in. */
  | { kind: 'refused'; why: LoginRefusal; openId: string | null };

/** Feishu as the place where people log in. */
export interface FeishuLogin {
  /** Where to send the browser. */
  authorizeUrl(attempt: LoginAttempt): string;
  /**
   * Finds out who has come back, and whether that person may enter.
   * @throws AppError for what is not about the person, such as a scope that the app lacks
   */
  logIn(grant: Grant): Promise<LoginOutcome>;
}

const defaultCallTimeoutMs = 10_000;

/** Calls do not wait: a person in front of the page can try again. */
export function openLogin(options: LoginOptions): FeishuLogin {
  const { appId, domain, allowed, callTimeoutMs = defaultCallTimeoutMs } = options;
  const calls = connectChat(options, { waits: false, callTimeoutMs });
  const ownTenant = createOwnTenant(calls);
  return {
    authorizeUrl: (attempt) => authorizeUrl(domain, appId, attempt),
    async logIn(grant) {
      try {
        const person = await readPerson(calls, options, grant);
        return await judge(calls, allowed, await ownTenant(), person);
      } catch (thrown) {
        const why = thrown instanceof AppError ? refusalOfLogin(thrown) : null;
        if (why === null) throw thrown;
        return { kind: 'refused', why, openId: null };
      }
    },
  };
}

async function judge(
  calls: Calls,
  allowed: AllowedPeople,
  tenantKey: string,
  person: NamedPerson,
): Promise<LoginOutcome> {
  const { name, openId } = person;
  if (person.tenantKey !== tenantKey) return { kind: 'refused', why: 'other_tenant', openId };
  const loggedIn = { kind: 'logged_in', name, openId, mayForOthers: allowed.users.has(openId) } as const;
  if (isAllowed(allowed, tenantKey, person, null)) return loggedIn;
  for (const chatId of allowed.chats) {
    if (await isMember(calls, chatId, openId)) return loggedIn;
  }
  return { kind: 'refused', why: 'not_allowed', openId };
}
