import { element } from '../lib/element.js';
import { find } from '../lib/find.js';
import { needsPartTypes } from '../lib/needs-form.js';
import { findParts } from '../lib/parts.js';
import { unbrokenDates } from '../lib/unbroken-dates.js';

/** @import { Line } from '../lib/result-text.js' */

/** The elements of a card that change, by their `data-part`, each with its type. */
const partTypes = {
  about: HTMLElement,
  dryRun: HTMLElement,
  status: HTMLElement,
  lines: HTMLElement,
  progress: HTMLProgressElement,
  trouble: HTMLElement,
  ...needsPartTypes,
  rowBar: HTMLElement,
  details: HTMLDetailsElement,
  figures: HTMLElement,
  failures: HTMLDetailsElement,
  failuresTitle: HTMLElement,
  failuresFill: HTMLElement,
  filterField: HTMLElement,
  filter: HTMLInputElement,
  tableFrame: HTMLElement,
  failureRows: HTMLElement,
  failuresNote: HTMLElement,
  failuresHint: HTMLElement,
  failuresActions: HTMLElement,
  moreActions: HTMLElement,
  ownPage: HTMLAnchorElement,
  warnings: HTMLElement,
  warningsTitle: HTMLElement,
  asBefore: HTMLElement,
  asBeforeTitle: HTMLElement,
  asBeforeRows: HTMLElement,
  warningRows: HTMLElement,
  undone: HTMLElement,
  undoneTitle: HTMLElement,
  undoneRows: HTMLElement,
  changes: HTMLDetailsElement,
  write: HTMLElement,
  goOn: HTMLElement,
  next: HTMLAnchorElement,
  seeFailures: HTMLElement,
  download: HTMLAnchorElement,
  openBase: HTMLAnchorElement,
  newDate: HTMLElement,
  copy: HTMLElement,
  copyForAdministrator: HTMLElement,
  rerun: HTMLElement,
  undo: HTMLElement,
  retry: HTMLElement,
  cancel: HTMLElement,
  meta: HTMLElement,
};

/** @typedef {import('../lib/parts.js').PartsOf<typeof partTypes>} CardParts */
/** @typedef {{ root: HTMLElement, parts: CardParts }} SyncCard the piece of the page that shows one upload and the sync it becomes */

/** @param {HTMLTemplateElement} template @returns {SyncCard} */
export function createSyncCard(template) {
  const root = find(document.importNode(template.content, true), '.card', HTMLElement);
  return { root, parts: findParts(root, partTypes) };
}

const buttons = /** @type {const} */ ([
  'needsSubmit',
  'write',
  'goOn',
  'next',
  'seeFailures',
  'download',
  'openBase',
  'newDate',
  'copy',
  'copyForAdministrator',
  'rerun',
  'undo',
  'retry',
  'cancel',
]);

/** @typedef {(typeof buttons)[number]} ButtonName */

/** @param {SyncCard} card @param {ButtonName[]} wanted the others are hidden */
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
  if (wasHere && focused?.closest('[hidden]')) root.focus({ preventScroll: true });
}

/**
 * A long text is cut off after some lines; the whole of it shows on pointing.
 * @param {SyncCard} card @param {string} name of the file @param {string} [about] course, dates and file, as far as they are known
 */
export function showAbout({ root, parts }, name, about = name) {
  root.setAttribute('aria-label', name);
  // No line begins with a dot.
  parts.about.replaceChildren(...unbrokenDates(about.replaceAll(' · ', '\u00a0· ')));
  parts.about.title = about;
}

/** @param {SyncCard} card @param {Line[]} lines the first is the headline */
export function showLines({ parts }, lines) {
  parts.lines.replaceChildren(...lines.map(({ text, kind }) => element('p', kind, text)));
}

/** @param {SyncCard} card @param {number | null} portion 0 to 1; null where nobody knows yet */
export function showProgress({ parts }, portion) {
  parts.progress.hidden = false;
  if (portion === null) parts.progress.removeAttribute('value');
  else parts.progress.value = portion;
}
