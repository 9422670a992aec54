import { find } from '../../lib/find.js';

const kinds = new Set(['info', 'success', 'warning', 'error']);
const shownMs = 4000;

const line = find(document, '#toast', HTMLElement);
let timer = 0;

/**
 * Shows a short message over the chat for a while.
 * @param {string} kind as in the answer to a card's press @param {string} text
 */
export function showToast(kind, text) {
  clearTimeout(timer);
  line.className = `toast ${kinds.has(kind) ? kind : 'info'}`;
  line.textContent = text;
  timer = setTimeout(() => {
    line.textContent = '';
  }, shownMs);
}
