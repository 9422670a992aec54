import { element } from '../element.js';

/** A field for text, on one line or several. */
export function input(part) {
  const isLong = part.input_type === 'multiline_text';
  const field = element(isLong ? 'textarea' : 'input');
  if (isLong) field.rows = part.rows ?? 5;
  else field.type = part.input_type === 'password' ? 'password' : 'text';
  if (part.max_length) field.maxLength = part.max_length;
  field.placeholder = part.placeholder?.content ?? '';
  field.defaultValue = part.default_value ?? '';
  return named(field, part);
}

/** A field for a day. */
export function datePicker(part) {
  const field = element('input');
  field.type = 'date';
  field.defaultValue = part.initial_date ?? '';
  return named(field, part);
}

function named(field, { name, label, placeholder, required, disabled }) {
  field.name = name ?? '';
  field.required = required ?? false;
  field.disabled = disabled ?? false;
  complainInChinese(field);
  if (!label) {
    field.classList.add('card-field');
    field.setAttribute('aria-label', placeholder?.content ?? field.name);
    return field;
  }
  const around = element('label', 'card-field', label.content);
  around.append(field);
  return around;
}

/** In the page's language, whatever the browser's is. */
function complainInChinese(field) {
  field.addEventListener('invalid', () => {
    if (field.validity.valueMissing) field.setCustomValidity('请填写');
  });
  field.addEventListener('input', () => field.setCustomValidity(''));
}
