import { element } from '../element.js';
import { cardHeader } from './card-header.js';
import { cardParts } from './card-parts.js';

/**
 * A card in card JSON 2.0, about as Feishu draws it; text is always text, markdown included.
 * `nameOf` gives the name to an open_id, `press` is told of each press: `{ value, formValue }` after the
 * confirmation, if the button asks for one. It answers when the bot has.
 * https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-json-v2-structure
 */
export function renderCard(card, { nameOf, press }) {
  const drawn = element('div', 'card');
  if (card.header) drawn.append(cardHeader(card.header));
  const body = element('div', 'card-body');
  body.append(...cardParts(card.body?.elements ?? [], { nameOf, press: oneAtATime(drawn, press) }));
  drawn.append(body);
  return drawn;
}

/** Feishu locks a card until the bot has answered the press. */
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
