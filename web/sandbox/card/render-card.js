import { element } from '../../lib/element.js';
import { cardHeader } from './card-header.js';
import { cardParts } from './card-parts.js';

/** @import { Card, CardContext } from './card-json.d.ts' */

/**
 * A card in card JSON 2.0, about as Feishu draws it; text is always text, markdown included.
 * https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-json-v2-structure
 * @param {Card} card
 * @param {CardContext} context `press` is called after the confirmation, if the button asks for one
 */
export function renderCard(card, { nameOf, press }) {
  const drawn = element('div', 'card');
  if (card.header) drawn.append(cardHeader(card.header));
  const body = element('div', 'card-body');
  body.append(...cardParts(card.body?.elements ?? [], { nameOf, press: oneAtATime(drawn, press) }));
  drawn.append(body);
  return drawn;
}

/**
 * Feishu locks a card until the bot has answered the press.
 * @param {HTMLElement} drawn @param {CardContext['press']} press @returns {CardContext['press']}
 */
function oneAtATime(drawn, press) {
  return async (pressed) => {
    if (drawn.getAttribute('aria-busy') === 'true') return;
    drawn.setAttribute('aria-busy', 'true');
    try {
      await press(pressed);
    } finally {
      drawn.removeAttribute('aria-busy');
    }
  };
}
