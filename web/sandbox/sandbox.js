import { find } from '../lib/find.js';
import { createFreshRecords } from './fresh-records.js';
import { goToRecord, markRecord } from './jump.js';
import { createFrame, renderTable } from './render-table.js';
import { fetchTables, resetTables } from './tables-api.js';

/** @import { Base } from './tables-api.js' */

const step = 200;
const mostShown = 1000;
const pollMs = 2000;

const search = find(document, '#search', HTMLInputElement);
const status = find(document, '#status', HTMLElement);
const main = find(document, '#tables', HTMLElement);
const dialog = find(document, '#reset-dialog', HTMLDialogElement);

const fresh = createFreshRecords();
/** @type {Map<string, HTMLElement>} */
const frames = new Map();
const view = { limit: step, shown: '', failed: false, timer: 0, asked: 0 };

/** Reads the tables and shows them if anything is new. The answer to an older question is dropped. */
async function refresh() {
  clearTimeout(view.timer);
  view.asked += 1;
  const asked = view.asked;
  try {
    const base = await fetchTables({ search: search.value.trim(), limit: view.limit });
    if (asked === view.asked) show(base);
  } catch {
    view.failed = true;
    status.textContent = '连接不上演示环境，正在重试…';
  }
  if (asked === view.asked && document.visibilityState === 'visible') {
    view.timer = setTimeout(refresh, pollMs);
  }
}

/** @param {Base} base */
function show(base) {
  const content = JSON.stringify(base);
  if (content === view.shown && !view.failed) return;
  view.shown = content;
  view.failed = false;
  status.textContent = '';
  find(document, '#base-name', HTMLElement).textContent = base.name;
  find(document, '#time-zone', HTMLElement).textContent = `日期按 ${base.timeZone} 显示`;
  showUploadLink(base.uploadPage);
  // A filter hides changes, and would make older ones the last.
  if (search.value.trim() === '') fresh.see(base.tables);
  const focused = focusedLink();
  for (const table of base.tables) {
    const frame = frames.get(table.tableId) ?? createFrame(main, `table-${frames.size + 1}`, showMore);
    frames.set(table.tableId, frame);
    renderTable(frame, table, { search: search.value.trim(), mostShown, freshness: fresh.of });
  }
  markRecord();
  focusAgain(focused);
}

/** Where the stand-in runs by itself, there is no such page. @param {string | null} address */
function showUploadLink(address) {
  const link = find(document, '#upload-page', HTMLAnchorElement);
  link.hidden = address === null;
  if (address !== null) link.href = address;
}

/**
 * Rows are made anew, so the keyboard's place in them would be lost.
 * @typedef {{ row: string, href: string | null }} Focused
 * @returns {Focused | null}
 */
function focusedLink() {
  const active = document.activeElement;
  const row = active?.closest('tr[id]');
  return active && row ? { row: row.id, href: active.getAttribute('href') } : null;
}

/** @param {Focused | null} focused */
function focusAgain(focused) {
  if (focused === null) return;
  const row = document.getElementById(focused.row);
  const link = focused.href === null ? row : row?.querySelector(`a[href="${CSS.escape(focused.href)}"]`);
  if (link instanceof HTMLElement) link.focus({ preventScroll: true });
}

function showMore() {
  view.limit = Math.min(view.limit + step, mostShown);
  refresh();
}

/** @param {string} text */
async function searchFor(text) {
  search.value = text;
  view.limit = step;
  await refresh();
}

let typing = 0;
search.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => searchFor(search.value), 200);
});

main.addEventListener('click', async (event) => {
  const link = event.target instanceof Element && event.target.closest('.links a');
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  history.pushState(null, '', link.hash);
  if (goToRecord()) return;
  // Not among the records shown: its name in the filter brings it here.
  await searchFor(link.dataset.text ?? '');
  goToRecord();
});
window.addEventListener('popstate', goToRecord);

find(document, '#refresh', HTMLElement).addEventListener('click', refresh);
find(document, '#reset', HTMLElement).addEventListener('click', () => dialog.showModal());
dialog.addEventListener('close', async () => {
  const seed = dialog.returnValue;
  dialog.returnValue = '';
  if (seed === '') return;
  status.textContent = '正在重置…';
  const problem = await resetTables(seed);
  if (problem === null) {
    fresh.forget();
    await searchFor('');
  }
  status.textContent = problem ?? (seed === 'empty' ? '两张表已清空。' : '已恢复示例数据。');
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refresh();
  else clearTimeout(view.timer);
});

await refresh();
goToRecord();
