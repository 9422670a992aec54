import { limits } from './limits.ts';
import type { RawRecord } from './raw-record.ts';
import { limitExceeded } from './refused-file.ts';
import { XlsxCell } from './xlsx-cell.ts';
import type { Workbook } from './xlsx-workbook.ts';
import { xmlTokens } from './xml-tokens.ts';

/** No spreadsheet has more: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
const lastRow = 1_048_576;
const columnsOfSheet = 16_384;

/**
 * The rows of an opened workbook's sheet as texts, in order. Row and cell addresses are optional in the format; what has
 * none follows what came before.
 * @throws RefusedFile `damaged_file`, or `limit_exceeded` for a value too far right
 */
export async function* readXlsxRecords(workbook: Workbook): AsyncGenerator<RawRecord> {
  let record: RawRecord = { line: 0, cells: [] };
  let column = -1;
  let cell: XlsxCell | null = null;
  for await (const tokens of xmlTokens(workbook.sheet)) {
    for (const token of tokens) {
      if (token.kind === 'open' && token.name === 'row') {
        record = { line: rowNumber(token.attributes.r, record.line), cells: [] };
        column = -1;
      } else if (token.kind === 'close' && token.name === 'row') yield record;
      else if (token.kind === 'open' && token.name === 'c') {
        column = columnIndex(token.attributes.r) ?? column + 1;
        cell = new XlsxCell(token.attributes, workbook);
      } else if (token.kind === 'close' && token.name === 'c') {
        if (cell !== null) place(record, column, cell.text());
        cell = null;
      } else cell?.take(token);
    }
  }
}

/** A row stands below the one before; an address that says otherwise is not believed. */
function rowNumber(address: string | undefined, previous: number): number {
  const given = Number(address);
  return Number.isInteger(given) && given > previous && given <= lastRow ? given : previous + 1;
}

/** `C` of `C5` is column 2; null without an address. */
function columnIndex(address: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(address ?? '')?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Empty cells far right, as formatting leaves them, are not kept: there may be thousands in each row. */
function place(record: RawRecord, column: number, text: string): void {
  if (text === '' && column < columnsOfSheet) return;
  if (column >= limits.columns) throw limitExceeded('columns', record.line);
  while (record.cells.length < column) record.cells.push('');
  record.cells[column] = text;
}
