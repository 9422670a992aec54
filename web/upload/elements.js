/**
 * @param {string} tag
 * @param {string} text put in as text, never as markup
 * @param {string} [className]
 */
export function element(tag, text, className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}

/** Shows `text` in `target`, and hides it where there is none. */
export function showText(target, text) {
  // Where it is read out, each change is, even one to the same words.
  if (target.textContent !== text) target.textContent = text;
  target.hidden = text === '';
}
