import type { NewId } from '../platform/ids.ts';
import { VendorError } from '../platform/vendor-error.ts';

const validForMs = 30 * 60_000;
const mostUses = 2;

/**
 * The tokens by which an app may change a clicked card later: for 30 minutes, twice, and only once the click was answered.
 * https://open.feishu.cn/document/ukTMukTMukTM/uMDO1YjLzgTN24yM4UjN
 */
export interface CardTokens {
  /** For a click on the card of this message. */
  issue(messageId: string): string;
  /** A click on this card is not answered yet. */
  isAwaited(messageId: string): boolean;
  /** The app has answered the click, or has let the time for it pass. */
  answered(token: string): void;
  /**
   * Uses the token up by one.
   * @returns the message whose card it may change
   * @throws VendorError for a token that is unknown, too old, used up, or used before the click was answered
   */
  use(token: string): string;
}

interface IssuedToken {
  messageId: string;
  issuedAt: number;
  isAnswered: boolean;
  usesLeft: number;
}

export function createCardTokens(now: () => number, newId: NewId): CardTokens {
  const issued = new Map<string, IssuedToken>();
  return {
    issue(messageId) {
      const token = newId('c-', 40);
      issued.set(token, { messageId, issuedAt: now(), isAnswered: false, usesLeft: mostUses });
      return token;
    },
    isAwaited: (messageId) =>
      [...issued.values()].some((each) => each.messageId === messageId && !each.isAnswered),
    answered(token) {
      const known = issued.get(token);
      if (known !== undefined) known.isAnswered = true;
    },
    use(token) {
      const known = issued.get(token);
      if (known === undefined || !known.isAnswered) throw new VendorError('CardTokenInvalid');
      if (now() - known.issuedAt > validForMs) throw new VendorError('CardTokenExpired');
      if (known.usesLeft === 0) throw new VendorError('CardTokenUsedUp');
      known.usesLeft -= 1;
      return known.messageId;
    },
  };
}
