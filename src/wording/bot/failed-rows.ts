import type { SyncReport } from '../../sync/report.ts';
import { explainRow } from '../explain-row.ts';
import { maskPhones } from './mask-phones.ts';

/** A table of rows that failed. */
export interface FailedRows {
  title: string;
  /** Headings of the columns. */
  columns: { line: string; userId: string; reason: string };
  rows: { line: string; userId: string; reason: string }[];
}

/** More would hide the rest of the card; the whole list is sent on demand. */
const rowsShown = 10;
const longestUserId = 40;

/** The first failed rows without phone numbers; null if none failed. */
export function failedRows(report: SyncReport | null): FailedRows | null {
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
      userId: maskPhones((failure.userId ?? '').slice(0, longestUserId)),
      reason: explainRow(failure),
    })),
  };
}
