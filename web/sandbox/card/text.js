import { element } from '../element.js';
import { toneClass } from './tone.js';

/** https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-json-v2-components/content-components/plain-text */
const sizes = new Set([
  'heading-0',
  'heading-1',
  'heading-2',
  'heading-3',
  'heading-4',
  'heading',
  'notation',
]);

/** Text in the size, colour and alignment it names. */
export function plainText({ content, text_size: size, text_color: colour, text_align: align }) {
  const text = element('p', 'card-text', content);
  if (sizes.has(size)) text.classList.add(`size-${size}`);
  if (colour !== undefined) text.classList.add('toned', toneClass(colour));
  if (align === 'center' || align === 'right') text.classList.add(`align-${align}`);
  return text;
}

/** A `div`: a text, or several in fields. */
export function block({ text, fields = [] }) {
  const drawn = element('div', 'card-block');
  if (text) drawn.append(plainText(text));
  drawn.append(...fields.map((field) => plainText(field.text)));
  return drawn;
}

/** Shown as it was written. */
export function markdown(part) {
  return plainText(part);
}
