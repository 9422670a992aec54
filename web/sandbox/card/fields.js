import { element } from '../../lib/element.js';

/** @import { DatePicker, Field, Input } from './card-json.d.ts' */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} FormField */

/** A field for text, on one line or several. @param {Input} part */
export function input(part) {
  const field = part.input_type === 'multiline_text' ? longField(part) : element('input');
  if (part.input_type === 'password') field.setAttribute('type', 'password');
  if (part.max_length) field.maxLength = part.max_length;
  field.placeholder = part.placeholder?.content ?? '';
  field.defaultValue = part.default_value ?? '';
  return named(field, part);
}

/** @param {Input} part */
function longField({ rows = 5 }) {
  const field = element('textarea');
  field.rows = rows;
  return field;
}

/** A field for a day. @param {DatePicker} part */
export function datePicker(part) {
  const field = element('input');
  field.type = 'date';
  field.defaultValue = part.initial_date ?? '';
  return named(field, part);
}

/** A field by its name, with its label or what explains it. @param {FormField} field @param {Field} part */
export function named(field, { name, label, placeholder, required, disabled }) {
  field.name = name ?? '';
  field.required = required ?? false;
  field.disabled = disabled ?? false;
  explainInChinese(field);
  if (!label) {
    field.classList.add('card-field');
    field.setAttribute('aria-label', placeholder?.content ?? field.name);
    return field;
  }
  const around = element('label', 'card-field', label.content);
  around.append(field);
  return around;
}

/** In the page's language, whatever the browser's is. @param {FormField} field */
function explainInChinese(field) {
  field.addEventListener('invalid', () => {
    if (field.validity.valueMissing) field.setCustomValidity('请填写');
  });
  field.addEventListener('input', () => field.setCustomValidity(''));
}
