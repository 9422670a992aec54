import { needsPartTypes } from '../lib/needs-form.js';
import { findParts } from '../lib/parts.js';

/** The elements of the page that change, by their `data-part`, each with its type. */
const partTypes = {
  notice: HTMLElement,
  card: HTMLElement,
  dryRun: HTMLElement,
  status: HTMLElement,
  title: HTMLElement,
  facts: HTMLElement,
  lines: HTMLElement,
  rowBar: HTMLElement,
  progress: HTMLProgressElement,
  trouble: HTMLElement,
  ...needsPartTypes,
  write: HTMLElement,
  next: HTMLAnchorElement,
  download: HTMLAnchorElement,
  goOn: HTMLElement,
  openBase: HTMLAnchorElement,
  leave: HTMLElement,
  copy: HTMLElement,
  copyForAdministrator: HTMLElement,
  newDate: HTMLElement,
  rerun: HTMLElement,
  undo: HTMLElement,
  cancel: HTMLElement,
  failures: HTMLElement,
  failuresTitle: HTMLElement,
  failuresHint: HTMLElement,
  failuresFill: HTMLElement,
  failuresSearch: HTMLElement,
  failuresNote: HTMLElement,
  failureGroups: HTMLElement,
  undone: HTMLElement,
  undoneGroups: HTMLElement,
  warnings: HTMLElement,
  warningsTitle: HTMLElement,
  warningGroups: HTMLElement,
  changes: HTMLElement,
  changedCourses: HTMLElement,
  changesView: HTMLElement,
  file: HTMLElement,
  said: HTMLElement,
  fileSeen: HTMLElement,
  firstRows: HTMLElement,
};

/** @typedef {import('../lib/parts.js').PartsOf<typeof partTypes>} PageParts */

/** @returns {PageParts} */
export const pageParts = () => findParts(document, partTypes);
