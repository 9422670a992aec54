/** @import { Sync } from './sync-api.js' */

/** The second half of a double click is no answer. */
const doubleClickMs = 500;

/** @param {HTMLElement} button 仍按新日期新增 as it is before anybody has pressed it */
export function resetNewDate(button) {
  button.textContent = '仍按新日期新增';
  delete button.dataset.asked;
}

/**
 * Adds enrollments that people may not expect, so the first press only says how many.
 * @param {HTMLElement} button @param {Sync} sync @param {() => Promise<void>} add
 */
export async function confirmNewDate(button, { underNewDate }, add) {
  if (button.dataset.asked !== undefined) {
    resetNewDate(button);
    await add();
    return;
  }
  button.textContent = `确认再新增${underNewDate}条`;
  button.dataset.asked = '';
  button.setAttribute('aria-disabled', 'true');
  await new Promise((resolve) => setTimeout(resolve, doubleClickMs));
  button.removeAttribute('aria-disabled');
}
