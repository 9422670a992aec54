import { copyFrom } from './copy-text.js';
import { noteOf } from './note-of.js';

/** On a page that only says what is wrong: copies that for an administrator. Nothing but this needs a script there. */
const button = document.querySelector('#copy-problem');
const openedAt = new Date();
if (button instanceof HTMLElement) {
  button.hidden = false;
  button.addEventListener('click', () => copyFrom(button, note(button.dataset.code ?? '')));
}

/** @param {string} code */
function note(code) {
  const lines = [...document.querySelectorAll('h1, .hint')].map(({ textContent }) => textContent ?? '');
  return noteOf(location.pathname, lines, code, openedAt);
}
