import { element } from '../../lib/element.js';
import { confirmPress } from './confirm-press.js';
import { formValues } from './form-values.js';

/** @import { Behavior, Button, CardContext, Pressed } from './card-json.d.ts' */

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

/**
 * A button that opens an address, tells the bot, sends its form or empties it.
 * @param {Button} part @param {Pick<CardContext, 'press'>} context
 */
export function button(part, { press }) {
  const { behaviors = [], type = 'default' } = part;
  const address = webAddress(behaviors);
  const callback = behaviors.find((behavior) => behavior.type === 'callback');
  const drawn = address !== null && !callback ? link(part, address) : pressButton(part, callback, press);
  drawn.classList.add('card-button', `look-${looks.has(type) ? type : 'default'}`);
  return drawn;
}

/** @param {Button} part @param {string} address */
function link({ text }, address) {
  const drawn = element('a', '', text?.content);
  drawn.href = address;
  drawn.target = '_blank';
  drawn.rel = 'noopener noreferrer';
  return drawn;
}

/** Only what a browser opens as a page. @param {Behavior[]} behaviors */
function webAddress(behaviors) {
  const address = behaviors.find((behavior) => behavior.type === 'open_url')?.default_url ?? '';
  return /^https?:\/\//.test(address) ? address : null;
}

/**
 * @param {Button} part @param {Extract<Behavior, { type: 'callback' }> | undefined} callback
 * @param {CardContext['press']} press
 */
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
    /** @type {Pressed} */
    const pressed = { value: callback.value ?? {}, name };
    if (form !== null) pressed.formValue = formValues(form);
    await press(pressed);
    drawn.classList.remove('pressed');
  });
  return drawn;
}
