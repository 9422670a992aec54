import { element } from '../lib/element.js';
import { showText } from '../lib/show-text.js';
import { unbrokenDates } from '../lib/unbroken-dates.js';

/** @typedef {(typeof fieldNames)[number]} FieldName */
/** @typedef {ReturnType<typeof createFileField>} FileField */

/** What a file may not say itself. */
export const fieldNames = /** @type {const} */ (['course', 'date']);

const words = { course: '课程', date: '学习日期' };

/**
 * A cell that shows what is known, or asks for it.
 * @param {FieldName} name
 * @param {{ onFilled: () => void, onFillDown: (value: string) => void }} listeners
 */
export function createFileField(name, { onFilled, onFillDown }) {
  const root = element('td');
  root.dataset.label = words[name];
  const known = element('span');
  const field = element('label', 'field');
  const label = element('span', 'visually-hidden');
  const input = element('input');
  const hint = element('span', 'hint proposal');
  const down = element('button', 'link-button');
  /** @type {string | null} */
  let proposed = null;
  input.type = name === 'date' ? 'date' : 'text';
  input.autocomplete = 'off';
  if (name === 'course') input.maxLength = 200;
  down.type = 'button';
  field.append(label, input);
  root.append(known, field, hint, down);
  input.addEventListener('input', () => {
    showHint();
    onFilled();
  });
  down.addEventListener('click', () => onFillDown(value() ?? ''));

  function showHint() {
    const isProposal = !field.hidden && proposed !== null && input.value === proposed;
    showText(hint, isProposal ? '来自文件名，请确认' : '');
  }

  /** As it stands there, with a blank after which somebody goes on; null where nothing is asked. */
  const typed = () => (field.hidden ? null : input.value);

  /** What is meant by that. */
  const value = () => typed()?.trim() ?? null;

  return {
    root,
    typed,
    value,
    /** @param {string} fileName @param {string} text what is known @param {{ proposed: string | null, listId: string } | null} question */
    update(fileName, text, question) {
      const isNew = field.hidden || label.textContent === '';
      field.hidden = question === null;
      known.replaceChildren(...unbrokenDates(question === null ? text || '—' : ''));
      root.classList.toggle('is-unknown', question === null && text === '');
      label.textContent = `${words[name]}：${fileName}`;
      if (question !== null && isNew) {
        proposed = question.proposed;
        input.value = proposed ?? '';
        if (name === 'course') input.setAttribute('list', question.listId);
      }
      showHint();
    },
    /** @param {string} text in place of what is there */
    type(text) {
      if (field.hidden || input.value === text) return;
      input.value = text;
      showHint();
    },
    /** @param {number} others how many can use the same */
    offerFillDown(others) {
      showText(down, others === 0 ? '' : `用于另外${others}份`);
    },
  };
}
