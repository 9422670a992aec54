import type { RawTable } from '../roster/read/read-raw-tables.ts';
import type { RowFailure } from '../sync/sync-report.ts';
import { explainRow } from './explain-row.ts';
import { rowPlace } from './row-place.ts';
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
  raw: RawTable[] | null,
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
 * then line and reason. Rows of sheets with other columns stand below a header of their own. UTF-8 with BOM, without which Excel
 * garbles Chinese; CRLF.
 */
export function failuresCsv(raw: RawTable[] | null, failures: readonly RowFailure[]): string {
  const originals = new Map(
    raw?.flatMap(({ header, records }) => records.map((record) => [placeOf(record), { header, ...record }])),
  );
  const rows = failures.map((failure) => {
    const original = originals.get(placeOf(failure));
    const header = withoutAdded(original?.header ?? raw?.[0]?.header ?? []);
    // Rows may be shorter or longer than the header; the added columns must stand under their names.
    const padded = header.map((_, column) => original?.cells[column] ?? '');
    return { header, cells: [...padded, placeOf(failure), explainRow(failure)] };
  });
  const lines = rows.flatMap(({ header, cells }, index) => {
    const isChange = index === 0 || rows[index - 1]?.header.join() !== header.join();
    return isChange ? [[...header, ...addedColumns], cells] : [cells];
  });
  const shown = lines.length > 0 ? lines : [[...withoutAdded(raw?.[0]?.header ?? []), ...addedColumns]];
  return `\ufeff${shown.map(csvLine).join('')}`;
}

/** `5`, in a workbook of several sheets `第12期!5`. */
function placeOf({ sheet, line }: { sheet: string | null; line: number }): string {
  return sheet === null ? String(line) : rowPlace({ sheet, line });
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
