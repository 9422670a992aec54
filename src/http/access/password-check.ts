import type { Client } from './client.ts';
import type { Limits } from './limits.ts';
import { isPassword } from './password.ts';

export type PasswordOutcome =
  | { kind: 'right' }
  | { kind: 'wrong' }
  /** Too many wrong ones came from there; after so many seconds it may be tried again. */
  | { kind: 'too_many_tries'; seconds: number };

/** Compares what a client gives with the password, unless too many wrong ones came from it or its peer. */
export type PasswordCheck = (client: Client, given: string) => Promise<PasswordOutcome>;

export function createPasswordCheck(
  password: string,
  { passwords, passwordsOfPeer }: Pick<Limits, 'passwords' | 'passwordsOfPeer'>,
): PasswordCheck {
  return async ({ address, peer }, given) => {
    // Counted before it is compared: whoever is over the limit must not learn whether a guess was right.
    const seconds = (await passwords.take(address)) ?? (await passwordsOfPeer.take(peer));
    if (seconds !== null) return { kind: 'too_many_tries', seconds };
    if (!isPassword(given, password)) return { kind: 'wrong' };
    await passwords.refund(address);
    await passwordsOfPeer.refund(peer);
    return { kind: 'right' };
  };
}
