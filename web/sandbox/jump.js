import { showViewOf } from './views.js';

/** Marks the record that the address names; true if it is on the page. */
export function markRecord() {
  for (const row of document.querySelectorAll('tr.here')) row.classList.remove('here');
  const row = recordOf(location.hash);
  row?.classList.add('here');
  return row !== null;
}

/** Marks it, shows it and moves the keyboard there. */
export function goToRecord() {
  if (!markRecord()) return false;
  const row = recordOf(location.hash);
  showViewOf(row);
  row.scrollIntoView({ block: 'center', behavior: 'smooth' });
  row.focus({ preventScroll: true });
  return true;
}

function recordOf(hash) {
  const row = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
  return row?.tagName === 'TR' ? row : null;
}
