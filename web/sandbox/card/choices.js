import { element } from '../../lib/element.js';
import { named } from './fields.js';

/** @import { ManyChoices, OneChoice } from './card-json.d.ts' */

/** One of several; nothing is chosen unless the card says so. @param {OneChoice} part */
export function selectStatic(part) {
  const field = element('select');
  const { placeholder, options = [], initial_option: initial, initial_index: index } = part;
  field.append(new Option(placeholder?.content ?? '请选择', ''));
  for (const { text, value } of options) field.append(new Option(text?.content ?? value, value));
  field.value = initial ?? (index ? (options[index - 1]?.value ?? '') : '');
  return named(field, part);
}

/** Any number of several, each with a box of its own. @param {ManyChoices} part */
export function multiSelectStatic({ name, placeholder, options = [], selected_values: selected = [] }) {
  const group = element('fieldset', 'card-choices');
  group.append(element('legend', '', placeholder?.content ?? '请选择'));
  for (const { text, value } of options) {
    const box = element('input');
    box.type = 'checkbox';
    box.name = name ?? '';
    box.value = value;
    box.defaultChecked = selected.includes(value);
    const label = element('label', 'card-choice');
    label.append(box, text?.content ?? value);
    group.append(label);
  }
  return group;
}
