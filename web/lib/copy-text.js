/** How long the button says that it is done. */
const copiedForMs = 2000;

/** Copies by this button, which says for a moment whether it worked. @param {HTMLElement} button @param {string} text */
export async function copyFrom(button, text) {
  const word = button.textContent;
  button.textContent = (await copyText(text)) ? '已复制' : '没能复制';
  await new Promise((resolve) => setTimeout(resolve, copiedForMs));
  button.textContent = word;
}

/**
 * Puts text on the clipboard.
 * @param {string} text
 * @returns {Promise<boolean>} whether it worked
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Without https, as inside an office network, browsers offer only this older way. @param {string} text */
function copyBySelection(text) {
  const area = document.createElement('textarea');
  const focused = document.activeElement;
  area.className = 'visually-hidden';
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
