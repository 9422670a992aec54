/**
 * Shows `text` in `target`, and hides it where there is none.
 * @param {HTMLElement} target
 * @param {string} text
 */
export function showText(target, text) {
  // Where it is read out, each change is, even one to the same words.
  if (target.textContent !== text) target.textContent = text;
  target.hidden = text === '';
}
