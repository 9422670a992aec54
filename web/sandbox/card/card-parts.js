import { element } from '../element.js';
import { button } from './button.js';
import { columnSet } from './column-set.js';
import { datePicker, input } from './fields.js';
import { form } from './form.js';
import { person } from './person.js';
import { table } from './table.js';
import { block, markdown, plainText } from './text.js';

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
  person,
};

/** The elements of a card or of one of its containers, drawn in order. */
export function cardParts(elements, context) {
  return elements.map((part) => cardPart(part, { ...context, draw: cardParts }));
}

function cardPart(part, context) {
  const draw = Object.hasOwn(drawers, part.tag) ? drawers[part.tag] : unknown;
  return draw(part, context);
}

function unknown({ tag }) {
  return element('p', 'card-unknown', `这里不显示组件 ${tag}`);
}
