/** @type {HTMLButtonElement[]} */
const buttons = [...document.querySelectorAll('.views button')].filter(
  (button) => button instanceof HTMLButtonElement,
);

for (const button of buttons) {
  button.addEventListener('click', () => {
    showView(button.dataset.view ?? '');
    window.scrollTo(0, 0);
  });
}

/** Where there is room for one only: the panel that is on show. @param {string} name */
function showView(name) {
  document.body.dataset.view = name;
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.view === name));
}

/** Brings the panel that `element` is in to the front. @param {HTMLElement} element */
export function showViewOf(element) {
  const panel = element.closest('[data-panel]');
  if (panel instanceof HTMLElement) showView(panel.dataset.panel ?? '');
}
