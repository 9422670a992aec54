import { find } from '../../lib/find.js';

/**
 * A menu that opens on a click.
 * @param {HTMLDetailsElement} menu @param {(key: string) => void} onChoice gets the `data-key` of what was chosen
 */
export function createPopMenu(menu, onChoice) {
  const close = () => {
    if (!menu.open) return;
    menu.open = false;
    find(menu, 'summary', HTMLElement).focus();
  };
  menu.addEventListener('click', (event) => {
    const key = event.target instanceof Element && event.target.closest('button')?.dataset.key;
    if (!key) return;
    close();
    onChoice(key);
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false;
  });
}
