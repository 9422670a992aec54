import { element } from '../../lib/element.js';
import { toneClass } from './tone.js';

/** @import { PartOf, Text } from './card-json.d.ts' */

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

/** Text in the size, color and alignment it names. @param {Text} part */
export function plainText({ content, text_size: size, text_color: color, text_align: align }) {
  const text = element('p', 'card-text', content);
  if (size !== undefined && sizes.has(size)) text.classList.add(`size-${size}`);
  if (color !== undefined) text.classList.add('toned', toneClass(color));
  if (align === 'center' || align === 'right') text.classList.add(`align-${align}`);
  return text;
}

/** A `div`: a text, or several in fields. @param {PartOf<'div'>} part */
export function block({ text, fields = [] }) {
  const drawn = element('div', 'card-block');
  if (text) drawn.append(plainText(text));
  drawn.append(...fields.map((field) => plainText(field.text)));
  return drawn;
}

/** Shown as it was written. @param {Text} part */
export function markdown(part) {
  return plainText(part);
}
