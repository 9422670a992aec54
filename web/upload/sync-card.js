/**
 * The piece of the page that shows one upload and the sync it becomes.
 * @typedef {{ root: HTMLElement, parts: Record<string, any> }} SyncCard `parts`: elements by their `data-part`
 */

/** @param {HTMLTemplateElement} template @returns {SyncCard} */
export function createSyncCard(template) {
  const root = template.content.firstElementChild.cloneNode(true);
  const named = [...root.querySelectorAll('[data-part]')];
  return { root, parts: Object.fromEntries(named.map((part) => [part.dataset.part, part])) };
}

const buttons = ['needsSubmit', 'download', 'newDate', 'copy', 'rerun', 'retry', 'cancel'];

/** @param {SyncCard} card @param {string[]} wanted the others are hidden */
export function showButtons({ parts }, wanted) {
  for (const name of buttons) parts[name].hidden = !wanted.includes(name);
}

/**
 * Changes the card. A keyboard whose place this takes away goes on at the card, instead of at the top of the page.
 * @param {SyncCard} card @param {() => void} change
 */
export function keepKeyboard({ root }, change) {
  const focused = document.activeElement;
  const wasHere = root.contains(focused);
  change();
  if (wasHere && focused.closest('[hidden]') !== null) root.focus({ preventScroll: true });
}

/** A long name is cut off after some lines; the whole of it shows on pointing. @param {SyncCard} card @param {string} name */
export function showFileName({ root, parts }, name) {
  root.setAttribute('aria-label', name);
  parts.fileName.textContent = name;
  parts.fileName.title = name;
}

/**
 * @param {SyncCard} card
 * @param {{ text: string, kind?: 'problem' | 'hint' }[]} lines the first is the headline
 */
export function showLines({ parts }, lines) {
  parts.lines.replaceChildren(
    ...lines.map(({ text, kind }) => {
      const line = document.createElement('p');
      line.textContent = text;
      if (kind !== undefined) line.className = kind;
      return line;
    }),
  );
}

/** @param {SyncCard} card @param {number | null} portion 0 to 1; null where nobody knows yet */
export function showProgress({ parts }, portion) {
  parts.progress.hidden = false;
  if (portion === null) parts.progress.removeAttribute('value');
  else parts.progress.value = portion;
}
