import type { SyncReport } from '../../sync/report.ts';
import { explainRow } from '../explain-row.ts';
import { shownName } from './shown-name.ts';

/** A table of rows that failed. */
export interface FailedRows {
  title: string;
  /** Headings of the columns. */
  columns: { line: string; userId: string; reason: string };
  rows: { line: string; userId: string; reason: string }[];
  /** What to do about them. */
  hint: string | null;
}

/** More would hide the rest of the card; the whole list is sent on demand. */
const rowsShown = 10;
const longestUserId = 40;

const correctAndSend = '点“下载失败明细”，改好后把它直接发给我；已经写入的不会重复。';

/**
 * The first failed rows without phone numbers; null if none failed.
 * @param correctable the file has to be corrected; otherwise something else stopped the sync
 */
export function failedRows(report: SyncReport | null, correctable: boolean): FailedRows | null {
  const failures = report?.failures ?? [];
  if (failures.length === 0) return null;
  const shown = failures.slice(0, rowsShown);
  return {
    title:
      failures.length > rowsShown
        ? `失败的记录（共${failures.length}条，先列出前${rowsShown}条）`
        : `失败的记录（共${failures.length}条）`,
    columns: { line: '行号', userId: '用户ID', reason: '原因' },
    rows: shown.map((failure) => ({
      line: String(failure.line),
      userId: shownName(failure.userId ?? '', longestUserId),
      reason: explainRow(failure),
    })),
    hint: correctable ? correctAndSend : null,
  };
}
