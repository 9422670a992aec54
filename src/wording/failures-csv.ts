import type { RawRecords } from '../roster/read/read-raw-tables.ts';
import type { RowFailure } from '../sync/report.ts';
import { explainRow } from './explain-row.ts';
import { shownFileName } from './shown-file-name.ts';

/** A file to be handed to a person. */
export interface WrittenFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * The failed rows of a roster as a file.
 * @param fileName the roster's
 * @param raw the roster's cells as they stand in it; null if it cannot be read any more
 */
export function failuresFile(
  fileName: string,
  raw: RawRecords | null,
  failures: readonly RowFailure[],
): WrittenFile {
  return {
    name: `失败明细-${shownFileName(fileName).replace(/\.[^.]*$/, '')}.csv`,
    bytes: new TextEncoder().encode(failuresCsv(raw, failures)),
  };
}

/** The columns that stand behind the original ones. */
const addedColumns = ['行号', '原因'];

/**
 * The failed rows as a CSV that staff open in a spreadsheet, correct and send back: the original columns and cells,
 * then line and reason. UTF-8 with BOM, without which Excel garbles Chinese; CRLF.
 */
export function failuresCsv(raw: RawRecords | null, failures: readonly RowFailure[]): string {
  const header = withoutAdded(raw?.header ?? []);
  const cells = new Map(raw?.records.map((record) => [record.line, record.cells]));
  const rows = failures.map((failure) => {
    const original = cells.get(failure.line) ?? [];
    // Rows may be shorter or longer than the header; the added columns must stand under their names.
    const padded = header.map((_, column) => original[column] ?? '');
    return [...padded, String(failure.line), explainRow(failure)];
  });
  return `\ufeff${[[...header, ...addedColumns], ...rows].map(csvLine).join('')}`;
}

/** A list of failures that was corrected and sent back has the added columns already. */
function withoutAdded(header: readonly string[]): readonly string[] {
  const rest = header.length - addedColumns.length;
  return addedColumns.every((name, index) => header[rest + index] === name) ? header.slice(0, rest) : header;
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
