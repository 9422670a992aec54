import { element } from './element.js';

/** A text whose days, such as 2026-05-16, stand on one line each. @param {string} text @returns {(string | HTMLElement)[]} */
export function unbrokenDates(text) {
  const pieces = text.split(/(\d{4}-\d{2}-\d{2})/);
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : element('span', 'number', piece)));
}
