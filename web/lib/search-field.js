import { element } from './element.js';

/** Long enough for a word to be typed. */
const pauseMs = 300;

/**
 * A field to search in; tells what is searched for once nobody types any more.
 * @param {string} label read out @param {string} placeholder
 * @param {(sought: string) => void} onSought told '' where nothing is
 * @returns {{ root: HTMLElement, clear: () => void, isEmpty: () => boolean }}
 */
export function createSearchField(label, placeholder, onSought) {
  const input = element('input');
  input.type = 'search';
  input.autocomplete = 'off';
  input.maxLength = 100;
  input.placeholder = placeholder;
  const root = element('label', 'filter');
  root.append(element('span', 'visually-hidden', label), input);
  /** @type {number | undefined} */
  let timer;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => onSought(input.value.trim()), pauseMs);
  });
  return {
    root,
    clear() {
      clearTimeout(timer);
      input.value = '';
    },
    isEmpty: () => input.value.trim() === '',
  };
}
