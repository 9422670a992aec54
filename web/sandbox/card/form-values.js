/**
 * What a form holds, by field name, as Feishu sends it; a field left empty is not sent.
 * @param {HTMLFormElement} form
 */
export function formValues(form) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    if (field.value !== '')
      values[field.name] = field.type === 'date' ? dayWithZone(field.value) : field.value;
  }
  return values;
}

/** `2026-11-24 +0800`, in the zone of this computer. @param {string} day */
function dayWithZone(day) {
  const minutes = -new Date(`${day}T00:00`).getTimezoneOffset();
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0');
  return `${day} ${minutes < 0 ? '-' : '+'}${hours}${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
}
