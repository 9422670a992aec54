import { element } from '../lib/element.js';
import { isFinal } from '../lib/follow-sync.js';
import { showFailures } from './failure-table.js';
import { showFigures } from './figures.js';

/** @import { SyncCard } from './sync-card.js' */
/** @import { Sync } from '../lib/sync-api.js' */

/** Figures, failed rows and warnings, each only where there is something. @param {SyncCard} card @param {Sync} sync */
export function showReport(card, sync) {
  if (isFinal(sync) && !sync.isUndone) showFigures(card.parts.figures, sync);
  else card.parts.figures.hidden = true;
  showFailures(card, sync);
  showWarnings(card, sync);
  showAsBefore(card, sync);
  showUndone(card, sync);
}

/** What an undo has left, and why. @param {SyncCard} card @param {Sync} sync */
function showUndone({ parts }, { undo }) {
  const left = (undo?.rows ?? []).filter(({ outcome }) => outcome !== 'undone');
  parts.undone.hidden = left.length === 0;
  parts.undoneTitle.textContent = `保留的和没有撤销的（${(undo?.kept ?? 0) + (undo?.failed ?? 0)}）`;
  parts.undoneRows.replaceChildren(
    ...left.map(({ line, sheet, userId, sentence }) =>
      warningItem({ line, sheet, userId, reason: sentence }),
    ),
  );
}

/** @param {SyncCard} card @param {Sync} sync */
function showWarnings({ parts }, { warnings, summary }) {
  const news = warnings.filter(({ asBefore }) => !asBefore);
  parts.warnings.hidden = news.length === 0;
  const total = Math.max(summary.warnings - summary.asBefore.warnings, news.length);
  const shown = total > news.length ? `，显示前${news.length}条` : '';
  parts.warningsTitle.textContent = `提醒（${total}条${shown}）`;
  parts.warningRows.replaceChildren(...news.map(warningItem));
}

/** What people know from the last sync of this course. @param {SyncCard} card @param {Sync} sync */
function showAsBefore({ parts }, { failures, warnings }) {
  const known = [...failures, ...warnings].filter(({ asBefore }) => asBefore);
  const rows = new Set(known.map(({ sheet, line }) => `${sheet} ${line}`)).size;
  parts.asBefore.hidden = rows === 0;
  parts.asBeforeTitle.textContent = `和上次一样 · ${rows}行`;
  parts.asBeforeRows.replaceChildren(...known.map(warningItem));
}

/** @param {{ line: number | null, sheet: string | null, userId: string | null, reason: string }} warning */
function warningItem({ line, sheet, userId, reason }) {
  const item = element('li');
  const where = line === null ? '整个文件' : [placeOf(line, sheet), userId].filter(Boolean).join(' · ');
  item.append(element('span', 'where', where), ' ', element('span', '', reason));
  return item;
}

/** @param {number} line @param {string | null} sheet */
function placeOf(line, sheet) {
  return sheet === null ? `第${line}行` : `${sheet}!${line}`;
}
