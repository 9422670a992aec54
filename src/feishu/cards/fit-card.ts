import type { Card } from './card-parts.ts';

/**
 * Feishu takes requests of up to 30 KB for a card. The card travels as text inside JSON, which adds a backslash to each
 * of its quotation marks.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create
 */
const largestBytes = 28_000;

/** Characters that any one text may have; with the last, every card fits. */
const lengths = [600, 200, 60];
const shortest = 20;

/**
 * Draws a card with its texts as long as they can be.
 * @param draw given how many characters a text may have
 */
export function fitCard(draw: (longest: number) => Card): Card {
  for (const longest of lengths) {
    const drawn = draw(longest);
    if (bytesOf(drawn) <= largestBytes) return drawn;
  }
  return draw(shortest);
}

function bytesOf(drawn: Card): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(drawn)));
}
