import type { RawTable } from '../roster/raw-table.ts';
import type { RowFailure } from '../sync/sync-report.ts';
import { failureLines } from './failure-lines.ts';

/**
 * The failed rows as a CSV, for scripts. UTF-8 with BOM, without which Excel garbles Chinese; CRLF.
 * @param raw as of `failureLines`
 */
export function failuresCsv(raw: RawTable[] | null, failures: readonly RowFailure[]): string {
  return `\ufeff${failureLines(raw, failures)
    .map(({ cells }) => csvLine(cells))
    .join('')}`;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const guarded = canRun.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Spreadsheets run such cells as formulas: https://owasp.org/www-community/attacks/CSV_Injection */
const canRun = /^[=+\-@\t\r\n＝＋－＠]/;
