/** A menu that opens on a click: `onChoice` hears the `data-key` of what was chosen. */
export function createPopMenu(menu, onChoice) {
  const close = () => {
    if (!menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  };
  menu.addEventListener('click', (event) => {
    const chosen = event.target.closest('button[data-key]');
    if (chosen === null) return;
    close();
    onChoice(chosen.dataset.key);
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
