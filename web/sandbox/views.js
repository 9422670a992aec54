const buttons = [...document.querySelectorAll('.views button')];

for (const button of buttons) {
  button.addEventListener('click', () => {
    showView(button.dataset.view);
    window.scrollTo(0, 0);
  });
}

/** Where there is room for one only: the panel that is on show. */
function showView(name) {
  document.body.dataset.view = name;
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.view === name));
}

/** Brings the panel that `element` is in to the front. */
export function showViewOf(element) {
  showView(element.closest('[data-panel]').dataset.panel);
}
