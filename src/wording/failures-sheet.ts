import type { RawTable } from '../roster/raw-table.ts';
import type { TextCell, TextRow } from '../roster/xlsx/write-workbook.ts';
import type { RowFailure } from '../sync/sync-report.ts';
import { type FailureLine, failureLines, faultyFields } from './failure-lines.ts';

export const failuresSheetName = '没有写入的行';

/**
 * The failed rows as rows of a sheet, the faulty cells colored, that staff correct and send back.
 * @param raw as of `failureLines`
 */
export function failuresRows(raw: RawTable[] | null, failures: readonly RowFailure[]): TextRow[] {
  return failureLines(raw, failures).map((line) => ({
    cells: line.kind === 'row' ? markedCells(line) : line.cells,
    isHeader: line.kind === 'header',
  }));
}

/** Where several columns are for the field, those that hold what is wrong; all of them if none does. */
function markedCells({ cells, fields, failure }: Extract<FailureLine, { kind: 'row' }>): TextCell[] {
  const faulty = faultyFields(failure);
  const places = fields.flatMap((each, place) => (each !== null && faulty.includes(each) ? place : []));
  const guilty = places.filter((place) => failure.value !== null && cells[place]?.trim() === failure.value);
  const marked = new Set(guilty.length > 0 ? guilty : places);
  return cells.map((text, place) => (marked.has(place) ? { text, isWrong: true } : text));
}

const narrow = 8;
const widest = 40;

/** How wide the columns are, in characters: by what stands in the first rows. */
export function failuresWidths(rows: readonly TextRow[]): number[] {
  const widths: number[] = [];
  for (const { cells } of rows.slice(0, rowsMeasured))
    for (const [place, cell] of cells.entries())
      widths[place] = Math.max(widths[place] ?? narrow, widthOf(typeof cell === 'string' ? cell : cell.text));
  return widths;
}

const rowsMeasured = 100;

/** A Chinese character is as wide as two others. */
function widthOf(text: string): number {
  const width = [...text.slice(0, widest)].reduce((sum, each) => sum + (each > '\u2e7f' ? 2 : 1), 2);
  return Math.min(widest, width);
}
