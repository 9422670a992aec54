import { messageSummary } from './message-summary.js';

const form = document.querySelector('#composer');
const text = form.querySelector('textarea');
const picker = form.querySelector('#files');
const answering = form.querySelector('.answering');
const mention = form.querySelector('.mention input');

/** Where messages are written: `onText({ text, replyTo, mentionsBot })` and `onFiles(files)` hear what is to be sent. */
export function createComposer({ onText, onFiles }) {
  let replyTo = null;
  const answer = (message) => {
    replyTo = message?.messageId ?? null;
    answering.hidden = message === null;
    answering.querySelector('span').textContent =
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
    onFiles([...picker.files]);
    picker.value = '';
  });
  form.querySelector('#pick-file').addEventListener('click', () => picker.click());
  answering.querySelector('button').addEventListener('click', () => answer(null));
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
    /** Gives back what could not be sent, unless something else is being written. */
    restore(unsent) {
      if (text.value === '') text.value = unsent;
    },
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
