import { lineInFile } from '../line-place.ts';
import type { MergedCells } from '../raw-record.ts';
import { holdsValue } from './checked-items.ts';
import type { DataRecord, Section } from './section.ts';

/**
 * Gives every row of cells merged downwards their value, which stands only in the first of them. Where two merges of a column
 * claim the same rows, which no spreadsheet writes, the first counts.
 */
export function fillMerged(sections: readonly Section[], merged: readonly MergedCells[]): void {
  const inOrder = merged.toSorted((a, b) => a.column - b.column || a.firstLine - b.firstLine);
  let last: MergedCells | null = null;
  for (const cells of inOrder) {
    if (last?.column === cells.column && cells.firstLine <= last.lastLine) continue;
    for (const section of sections) fillIn(section, cells);
    last = cells;
  }
}

function fillIn({ sheet, places, records }: Section, { column, firstLine, lastLine }: MergedCells): void {
  const place = places.indexOf(column);
  if (place === -1) return;
  const [top, bottom] = [firstLine, lastLine].map((line) => lineInFile(sheet?.index ?? 0, line));
  if (top === undefined || bottom === undefined) return;
  const first = firstFrom(records, top);
  const value = records[first]?.line === top ? records[first].cells[place] : undefined;
  if (value === undefined || !holdsValue(value)) return;
  for (let index = first + 1; index < records.length; index++) {
    const record = records[index];
    if (record === undefined || record.line > bottom) return;
    if (!holdsValue(record.cells[place] ?? '')) record.cells[place] = value;
  }
}

/** The index of the first record on this line or below, by bisection. */
function firstFrom(records: readonly DataRecord[], line: number): number {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
