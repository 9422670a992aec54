import { element } from '../lib/element.js';

/** @import { Sync } from '../lib/sync-api.js' */

/** From so many rows on, one wants to search. */
const filterFrom = 20;

/** @param {import('./sync-card.js').SyncCard} card @param {Sync} sync */
export function showFailures({ parts }, { failures: all, failuresTotal, summary, dryRun, isUndone }) {
  const failures = all.filter(({ asBefore }) => !asBefore);
  // Those that people know are a detail, and so is their file.
  (failures.length === 0 ? parts.moreActions : parts.failuresActions).append(parts.download);
  const total = failuresTotal - summary.asBefore.failures;
  parts.failures.hidden = failures.length === 0 || isUndone;
  parts.failures.open = false;
  parts.failuresHint.textContent = dryRun
    ? '下载这些行，改好后直接上传它。'
    : '下载失败明细，改好后直接上传它；已经写入的不会重复。';
  parts.failuresTitle.textContent = `${dryRun ? '不能写入的行' : '没有写入的行'}（${total}）`;
  // It scrolls, so that arrow keys must reach it.
  parts.tableFrame.tabIndex = 0;
  parts.filterField.hidden = failures.length < filterFrom;
  parts.filter.value = '';
  const rows = failures.map(failureRow);
  parts.failureRows.replaceChildren(...rows);
  const beyond = total - failures.length;
  const note = beyond > 0 ? `这里显示前${failures.length}行，其余${beyond}行在失败明细里。` : '';
  const among = beyond > 0 ? `前${failures.length}行里` : '';
  parts.failuresNote.textContent = note;
  parts.filter.oninput = () => {
    const matching = filterRows(rows, parts.filter.value);
    parts.failuresNote.textContent = parts.filter.value === '' ? note : `${among}找到${matching}行。`;
  };
}

/** Whoever has unfolded the rows that failed wants them as a file next. @param {import('./sync-card.js').SyncCard} card */
export function showFailuresStep({ root, parts }) {
  const isNext = root.dataset.next === 'seeFailures';
  parts.seeFailures.hidden = !isNext || parts.failures.open;
  parts.download.classList.toggle('button-quiet', !isNext || !parts.failures.open);
}

/** @param {Sync['failures'][number]} failure */
function failureRow({ line, sheet, userId, nickname, value, reason, hint }) {
  const row = element('tr');
  const place = sheet === null ? String(line) : `${sheet}!${line}`;
  const who = [nickname, userId].filter(Boolean).join(' · ') || '—';
  const why = value === null ? reason : `${reason}（${value}）`;
  row.append(...[place, who, why, hint].map((text) => element('td', '', text)));
  return row;
}

/** Hides the rows without the text; says how many are left. @param {HTMLTableRowElement[]} rows @param {string} text */
function filterRows(rows, text) {
  const sought = text.trim().toLowerCase();
  for (const row of rows) {
    row.hidden = ![...row.cells].some((cell) => cell.textContent.toLowerCase().includes(sought));
  }
  return rows.filter((row) => !row.hidden).length;
}
