import { find } from '../../lib/find.js';
import { messageSummary } from './message-summary.js';

/** @import { Message } from './chat-api.js' */

const form = find(document, '#composer', HTMLFormElement);
const text = find(form, 'textarea', HTMLTextAreaElement);
const picker = find(form, '#files', HTMLInputElement);
const answering = find(form, '.answering', HTMLElement);
const mention = find(form, '.mention input', HTMLInputElement);

/**
 * Where messages are written.
 * @param {{ onText: (written: { text: string, replyTo: string | null, mentionsBot: boolean }) => void,
 *   onFiles: (files: File[]) => void }} listeners get what is to be sent
 */
export function createComposer({ onText, onFiles }) {
  /** @type {string | null} */
  let replyTo = null;
  /** @param {Message | null} message null: none */
  const answer = (message) => {
    replyTo = message?.messageId ?? null;
    answering.hidden = message === null;
    find(answering, 'span', HTMLElement).textContent =
      message === null ? '' : `回复 ${message.sender.name}：${messageSummary(message)}`;
    text.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const written = text.value.trim();
    if (written === '') return;
    onText({ text: written, replyTo, mentionsBot: mention.checked });
    text.value = '';
    answer(null);
  });
  sendOnEnter();
  picker.addEventListener('change', () => {
    onFiles([...(picker.files ?? [])]);
    picker.value = '';
  });
  find(form, '#pick-file', HTMLElement).addEventListener('click', () => picker.click());
  find(answering, 'button', HTMLElement).addEventListener('click', () => answer(null));
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && replyTo !== null) answer(null);
  });
  return {
    answer,
    /** Drops the reply begun in another chat. */
    leaveChat() {
      if (replyTo !== null) answer(null);
    },
    /** Takes what has been written. */
    takeText() {
      const written = text.value.trim();
      text.value = '';
      return written;
    },
    /** Gives back what could not be sent, unless something else is being written. @param {string} unsent */
    restore(unsent) {
      if (text.value === '') text.value = unsent;
    },
    /** @param {boolean} yes */
    isGroup(yes) {
      form.classList.toggle('in-group', yes);
    },
  };
}

/** Enter sends; with Shift it begins a line, and while an input method is open it only chooses signs. */
function sendOnEnter() {
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
