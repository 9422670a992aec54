import { element } from '../element.js';
import { confirmPress } from './confirm-press.js';
import { formValues } from './form-values.js';

const looks = new Set([
  'default',
  'primary',
  'danger',
  'text',
  'primary_text',
  'danger_text',
  'primary_filled',
  'danger_filled',
]);

/** A button that opens an address, tells the bot, sends its form or empties it. */
export function button(part, { press }) {
  const { behaviors = [], type = 'default' } = part;
  const address = webAddress(behaviors.find((behavior) => behavior.type === 'open_url'));
  const callback = behaviors.find((behavior) => behavior.type === 'callback');
  const drawn = address !== null && !callback ? link(part, address) : pressButton(part, callback, press);
  drawn.classList.add('card-button', `look-${looks.has(type) ? type : 'default'}`);
  return drawn;
}

function link({ text }, address) {
  const drawn = element('a', '', text?.content);
  drawn.href = address;
  drawn.target = '_blank';
  drawn.rel = 'noopener noreferrer';
  return drawn;
}

/** Only what a browser opens as a page. */
function webAddress(behavior) {
  const address = behavior?.default_url;
  return typeof address === 'string' && /^https?:\/\//.test(address) ? address : null;
}

function pressButton({ text, name, disabled, form_action_type: formAction, confirm }, callback, press) {
  const drawn = element('button', '', text?.content);
  drawn.type = formAction ?? 'button';
  drawn.disabled = disabled ?? false;
  drawn.addEventListener('click', async (event) => {
    if (callback === undefined || formAction === 'reset') return;
    const form = formAction === 'submit' ? drawn.form : null;
    event.preventDefault();
    if (form !== null && !form.reportValidity()) return;
    if (confirm && !(await confirmPress(confirm))) return;
    drawn.classList.add('pressed');
    const value = callback.value ?? {};
    await press({ value, name, ...(form === null ? {} : { formValue: formValues(form) }) });
    drawn.classList.remove('pressed');
  });
  return drawn;
}
