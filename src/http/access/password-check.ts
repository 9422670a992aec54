import type { Limit } from './limits.ts';
import { isPassword } from './password.ts';

export type PasswordOutcome =
  | { kind: 'right' }
  | { kind: 'wrong' }
  /** Too many wrong ones came from there; after so many seconds it may be tried again. */
  | { kind: 'too_many_tries'; seconds: number };

/** Compares what a client gives with the password, ever more slowly for one that guesses. */
export type PasswordCheck = (client: string, given: string) => Promise<PasswordOutcome>;

export function createPasswordCheck(password: string, tries: Limit): PasswordCheck {
  return async (client, given) => {
    // Counted before it is compared: whoever is over the limit must not learn whether a guess was right.
    const seconds = await tries.take(client);
    if (seconds !== null) return { kind: 'too_many_tries', seconds };
    if (!isPassword(given, password)) return { kind: 'wrong' };
    await tries.refund(client);
    return { kind: 'right' };
  };
}
