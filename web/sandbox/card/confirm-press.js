import { find } from '../../lib/find.js';

/** @import { Confirm } from './card-json.d.ts' */

const dialog = find(document, '#confirm-dialog', HTMLDialogElement);

/** Asks once more, as a card's button wants it. @param {Confirm} confirm @returns {Promise<boolean>} whether confirmed */
export function confirmPress({ title, text }) {
  find(dialog, 'h2', HTMLElement).textContent = title?.content || '确定吗？';
  find(dialog, 'p', HTMLElement).textContent = text?.content ?? '';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
