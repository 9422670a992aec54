const dialog = document.querySelector('#confirm-dialog');

/** Asks once more, as a card's button wants it; true if confirmed. */
export function confirmPress({ title, text }) {
  dialog.querySelector('h2').textContent = title?.content || '确定吗？';
  dialog.querySelector('p').textContent = text?.content ?? '';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
