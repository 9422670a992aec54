import { showViewOf } from './views.js';

/** Marks the record that the address names. */
export function markRecord() {
  for (const row of document.querySelectorAll('tr.here')) row.classList.remove('here');
  const row = recordOf(location.hash);
  row?.classList.add('here');
}

/** Marks it, shows it and moves the keyboard there. @returns {boolean} whether it is on the page */
export function goToRecord() {
  markRecord();
  const row = recordOf(location.hash);
  if (row === null) return false;
  showViewOf(row);
  row.scrollIntoView({ block: 'center', behavior: 'smooth' });
  row.focus({ preventScroll: true });
  return true;
}

/** @param {string} hash */
function recordOf(hash) {
  const row = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
  return row instanceof HTMLTableRowElement ? row : null;
}
