import { createHash } from 'node:crypto';
import type { NewId } from '../platform/ids.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { Person } from '../state/people.ts';

/** What a person agreed to on the authorize page. */
export interface Agreement {
  person: Person;
  redirectUri: string;
  /** Of the PKCE flow; null where the app does without. */
  challenge: { method: 'S256' | 'plain'; value: string } | null;
}

/** How an app asks for a token. */
export interface Redemption {
  code: string;
  /** undefined where the app does not give it. */
  redirectUri: string | undefined;
  verifier: string | undefined;
}

/**
 * Codes and the tokens that apps get for them; in memory only, as codes are valid for minutes.
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/get-user-access-token
 */
export interface Grants {
  /** @returns a code, good once within five minutes */
  agree(agreement: Agreement): string;
  /**
   * @returns the user access token
   * @throws VendorError for a code that is unknown, used, expired, or issued to another app
   */
  redeem(redemption: Redemption): { token: string; expiresIn: number };
  /** null for a token that is unknown or has expired. */
  personWith(token: string): Person | null;
}

const codeLifetimeMs = 5 * 60_000;
const tokenLifetimeMs = 2 * 60 * 60_000;

/** @param mayUse whether a person, by open id, is among those for whom the app is there */
export function createGrants(now: () => number, newId: NewId, mayUse: (openId: string) => boolean): Grants {
  const codes = new Map<string, Agreement & { expiresAt: number; isUsed: boolean }>();
  const tokens = new Map<string, { person: Person; expiresAt: number }>();
  return {
    agree(agreement) {
      const code = newId('', 64);
      codes.set(code, { ...agreement, expiresAt: now() + codeLifetimeMs, isUsed: false });
      return code;
    },
    redeem({ code, redirectUri, verifier }) {
      const agreed = codes.get(code);
      if (agreed === undefined) throw new VendorError('CodeNotFound');
      if (agreed.isUsed) throw new VendorError('CodeUsed');
      if (agreed.expiresAt <= now()) throw new VendorError('CodeExpired');
      if (redirectUri !== undefined && redirectUri !== agreed.redirectUri)
        throw new VendorError('RedirectUriMismatch');
      if (!isProven(agreed, verifier)) throw new VendorError('ChallengeFailed');
      if (!mayUse(agreed.person.openId)) throw new VendorError('AppNotForUser');
      agreed.isUsed = true;
      const token = newId('u-', 60);
      tokens.set(token, { person: agreed.person, expiresAt: now() + tokenLifetimeMs });
      return { token, expiresIn: tokenLifetimeMs / 1000 };
    },
    personWith(token) {
      const known = tokens.get(token);
      return known === undefined || known.expiresAt <= now() ? null : known.person;
    },
  };
}

/** RFC 7636, section 4.6. */
function isProven({ challenge }: Agreement, verifier: string | undefined): boolean {
  if (challenge === null) return true;
  if (verifier === undefined || !/^[\w.~-]{43,128}$/.test(verifier)) return false;
  const { method, value } = challenge;
  return (
    (method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url')) === value
  );
}
