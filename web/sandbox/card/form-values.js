/**
 * What a form holds, by field name, as Feishu sends it; a field left empty is not sent.
 * @param {HTMLFormElement} form
 */
export function formValues(form) {
  /** @type {Record<string, string | string[]>} */
  const values = {};
  for (const field of form.elements) {
    if (!isFilledIn(field)) continue;
    if (field.type === 'checkbox') values[field.name] = chosen(form, field.name);
    else if (field.value !== '')
      values[field.name] = field.type === 'date' ? dayWithZone(field.value) : field.value;
  }
  return values;
}

/**
 * @param {Element} field
 * @returns {field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement}
 */
function isFilledIn(field) {
  return (
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
  );
}

/** The values of the boxes that are checked. @param {HTMLFormElement} form @param {string} name */
function chosen(form, name) {
  return new FormData(form).getAll(name).map(String);
}

/** `2026-11-24 +0800`, in the zone of this computer. @param {string} day */
function dayWithZone(day) {
  const minutes = -new Date(`${day}T00:00`).getTimezoneOffset();
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0');
  return `${day} ${minutes < 0 ? '-' : '+'}${hours}${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
}
