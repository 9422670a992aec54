import { element } from '../../lib/element.js';
import { button } from './button.js';
import { multiSelectStatic, selectStatic } from './choices.js';
import { collapsiblePanel } from './collapsible-panel.js';
import { columnSet } from './column-set.js';
import { datePicker, input } from './fields.js';
import { form } from './form.js';
import { person } from './person.js';
import { table } from './table.js';
import { block, markdown, plainText } from './text.js';

/** @import { CardContext, DrawContext, Part, PartOf } from './card-json.d.ts' */

/** @type {{ [Tag in Part['tag']]: (part: PartOf<Tag>, context: DrawContext) => HTMLElement }} */
const drawers = {
  plain_text: plainText,
  div: block,
  markdown,
  hr: () => element('hr', 'card-line'),
  column_set: columnSet,
  table,
  button,
  form,
  input,
  date_picker: datePicker,
  select_static: selectStatic,
  multi_select_static: multiSelectStatic,
  collapsible_panel: collapsiblePanel,
  person,
};

/**
 * The elements of a card or of one of its containers, drawn in order.
 * @param {readonly Part[]} elements @param {CardContext} context
 * @returns {HTMLElement[]}
 */
export function cardParts(elements, context) {
  return elements.map((part) => cardPart(part, { ...context, draw: cardParts }));
}

/**
 * @template {Part['tag']} Tag
 * @param {PartOf<Tag> & { tag: Tag }} part @param {DrawContext} context
 */
function cardPart(part, context) {
  return isKnown(part.tag) ? drawers[part.tag](part, context) : unknown(part.tag);
}

/** The platform has more components than this page draws. @param {string} tag */
const isKnown = (tag) => Object.keys(drawers).includes(tag);

/** @param {string} tag */
function unknown(tag) {
  return element('p', 'card-unknown', `这里不显示组件 ${tag}`);
}
