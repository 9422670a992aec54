import { z } from 'zod';
import { firstGeneration, locked } from '../cards/card-problem.ts';
import type { CardTokens } from '../cards/card-tokens.ts';
import { isFirstGeneration } from '../cards/is-first-generation.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { Message } from '../state/chat-model.ts';
import { jsonText } from './json-text.ts';
import { cardRefused } from './read-content.ts';

const Shared = z.object({ config: z.object({ update_multi: z.literal(true) }) });

/**
 * Refuses what may not take the place of this card: one of JSON 1.0, or anything while either does not say
 * `update_multi` (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/patch).
 * @param after JSON text
 * @throws VendorError 230099 with the code clicks get for JSON 1.0, 230001 for the other: the page names none for either
 */
export function checkChange(before: Message, after: string): void {
  const cards = [before.content, after].map((content) => jsonText.safeParse(content).data);
  const [, changed] = cards;
  if (typeof changed === 'object' && changed !== null && isFirstGeneration(changed)) {
    throw cardRefused(firstGeneration);
  }
  if (cards.every((card) => Shared.safeParse(card).success)) return;
  throw new VendorError('MessageParamInvalid', {
    msg: 'Your request contains an invalid request parameter, ext=update_multi of the card is NOT true.',
  });
}

/**
 * A card cannot be changed while a click on it is not answered yet
 * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create).
 * @throws VendorError 230099
 */
export function checkUnlocked(cardTokens: CardTokens, messageId: string): void {
  if (cardTokens.isAwaited(messageId)) throw cardRefused(locked);
}
