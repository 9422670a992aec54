import { offeredToWrite } from '../../sync/rows-to-write.ts';
import type { SyncRecord } from '../../sync/sync-record.ts';
import type { RowFailure, SyncReport } from '../../sync/sync-report.ts';
import { explainRow } from '../explain-row.ts';
import { groupedNumber } from '../grouped-number.ts';
import { rowPlace } from '../row-place.ts';
import { explainKept } from '../undo-sentences.ts';
import { actionButton, type CardButton } from './card-words.ts';
import { groupBy } from './group-by.ts';
import { maskPhones, shownName } from './shown-text.ts';

/** Rows that have something in common, to be folded away. */
export interface RowList {
  title: string;
  lines: string[];
  /** What can be done about them. */
  buttons: CardButton[];
}

/** More would hide the rest of the card; the whole list is sent on demand. */
const groupsShown = 6;
const rowsShown = 10;
const longestWho = 60;
const longestValue = 30;

const correctAndSend = '点“下载失败明细”，改好后把它直接发给我；已经写入的不会重复。';
const correctOrWrite = '能写入的可以先写入；这些行点“下载不能写入的行”，改好后把它直接发给我。';
const correctThem = '点“下载不能写入的行”，改好后把它直接发给我。';

/**
 * The rows that failed, by reason; null if none did.
 * @param namesRows whether each is named by what a person recognizes it by, without phone numbers; else they are counted
 */
export function failedRows(
  sync: SyncRecord,
  failures: readonly RowFailure[],
  namesRows: boolean,
): RowList | null {
  if (failures.length === 0 || sync.isUndone) return null;
  const hint = hintFor(sync);
  return {
    title: `${sync.dryRun ? '不能写入的行' : '失败的行'} · ${groupedNumber(failures.length)}行`,
    lines: [...failureGroups(failures, namesRows), ...(hint === null ? [] : [hint])],
    buttons: [download(sync)],
  };
}

/** Each reason with its rows, the most frequent first. @param namesRows as above */
export function failureGroups(failures: readonly RowFailure[], namesRows: boolean): string[] {
  const groups = [...groupBy(failures, reasonOf)].map(([reason, rows]) => ({
    reason,
    rows: rows.map(nameOf),
  }));
  return groupLines(groups, namesRows);
}

/** What an undo has left, by reason; null if nothing. @param namesRows as above */
export function rowsLeftBy(report: SyncReport | null, namesRows: boolean): RowList | null {
  const left = (report?.undone ?? []).filter(({ outcome }) => outcome !== 'undone');
  if (left.length === 0) return null;
  const groups = [...groupBy(left, explainKept)].map(([reason, rows]) => ({
    reason,
    rows: rows.map((row) => `${rowPlace(row)} ${shownName(row.userId, longestWho)}`),
  }));
  return {
    title: `保留的和没有撤销的 · ${groupedNumber(left.length)}处`,
    lines: groupLines(groups, namesRows),
    buttons: [],
  };
}

/** The whole list, in private, to whoever presses. */
export function download({ id, dryRun }: SyncRecord): CardButton {
  return actionButton(dryRun ? '下载不能写入的行' : '下载失败明细', { do: 'send_failures', syncId: id });
}

interface Group {
  reason: string;
  rows: string[];
}

function groupLines(groups: readonly Group[], namesRows: boolean): string[] {
  const ranked = [...groups].sort((one, other) => other.rows.length - one.rows.length);
  const lines = ranked.slice(0, groupsShown).map(({ reason, rows }) => {
    const counted = `${reason}（${groupedNumber(rows.length)}）`;
    return namesRows ? `${counted}：${listOf(rows)}` : counted;
  });
  const hidden = ranked.length - groupsShown;
  return hidden > 0 ? [...lines, `还有${hidden}种原因，请看完整的明细。`] : lines;
}

function listOf(rows: readonly string[]): string {
  const shown = rows.slice(0, rowsShown).join('、');
  return rows.length > rowsShown ? `${shown} 等` : shown;
}

/** Rows differ in what stands in them, not in why they failed. */
function reasonOf({ code, line, lacks }: RowFailure): string {
  return explainRow({ code, line, ...(lacks === undefined ? {} : { lacks }) });
}

/** Line, nickname and 用户ID as far as the row has them, and what is wrong in it. */
function nameOf(failure: RowFailure): string {
  const { nickname, userId, value } = failure;
  const who = shownName([nickname, userId ?? ''].filter((text) => text !== '').join(' '), longestWho);
  const what = value === null ? '' : `（“${shownName(value, longestValue)}”）`;
  return maskPhones(`${[rowPlace(failure), who].filter((text) => text !== '').join(' ')}${what}`);
}

/** null where it is not the file that has to be corrected. */
function hintFor(sync: SyncRecord): string | null {
  if (sync.error !== null) return null;
  if (!sync.dryRun) return correctAndSend;
  return offeredToWrite(sync) === null ? correctThem : correctOrWrite;
}
