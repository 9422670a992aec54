import type { FindHeader, FoundHeader, HeaderFinding } from '../header/find-header.ts';
import type { MergedCells, RawRecord, TableItem } from '../raw-record.ts';
import { RefusedFile } from '../refused-file.ts';
import { holdsValue } from './checked-items.ts';

/** The first rows of a sheet with a header have far fewer. */
const mostMerged = 1_000;

/**
 * Finds a header that takes several rows of a sheet, with titles merged downwards over them: the lowest row with these titles
 * is the header. What is merged stands at the end of a sheet, so all of it is read, but only where there may be such a header.
 * @param records the first of the sheet
 * @param items the items of the sheet from the start each time
 */
export async function findMergedHeader(
  records: readonly RawRecord[],
  find: FindHeader,
  items: () => AsyncIterable<TableItem>,
): Promise<HeaderFinding> {
  const upper = find(records);
  if (!mayHaveLowerRow(upper, records)) return upper;
  const filled = fillTitles(records, await readMerged(items(), records.at(-1)?.line ?? 0));
  const finding = find(filled);
  return finding.kind === 'header' ? lowestHeader(finding, filled, find) : upper;
}

function lowestHeader(header: FoundHeader, records: readonly RawRecord[], find: FindHeader): FoundHeader {
  const next = header.recordsBefore + 1;
  const lower = find(records.slice(next, next + 1));
  if (lower.kind !== 'header' || !saysAsMuch(lower, header)) return header;
  return lowestHeader({ ...lower, recordsBefore: next }, records, find);
}

/** A title may be explained by the row below it, 课程 by 名称: then the upper one counts. */
function saysAsMuch(lower: FoundHeader, upper: FoundHeader): boolean {
  const fields = new Set(lower.columns.map(({ field }) => field));
  return upper.columns.every(({ field }) => fields.has(field));
}

/** Some titles are known but not enough, or the row below the header lacks a 用户ID. */
function mayHaveLowerRow(finding: HeaderFinding, records: readonly RawRecord[]): boolean {
  if (finding.kind !== 'header') return finding.kind === 'missing' && finding.known;
  const next = records[finding.recordsBefore + 1];
  return next !== undefined && !userIds(finding).some((index) => holdsValue(next.cells[index] ?? ''));
}

function userIds({ columns }: FoundHeader): number[] {
  return columns.flatMap(({ use, field, index }) => (use === 'roster' && field === '用户ID' ? [index] : []));
}

/** Those that begin on the first lines. What is wrong with a sheet comes up where its rows are read. */
async function readMerged(items: AsyncIterable<TableItem>, lastLine: number): Promise<MergedCells[]> {
  const merged: MergedCells[] = [];
  try {
    for await (const item of items) {
      if (item.kind === 'merged' && item.firstLine <= lastLine) merged.push(item);
      if (merged.length === mostMerged) break;
    }
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
  }
  return merged;
}

function fillTitles(records: readonly RawRecord[], merged: readonly MergedCells[]): RawRecord[] {
  const filled = records.map((record) => ({ ...record, cells: [...record.cells] }));
  for (const { column, firstLine, lastLine } of merged) {
    const title = filled.find(({ line }) => line === firstLine)?.cells[column] ?? '';
    for (const { line, cells } of filled) {
      if (title === '' || line <= firstLine || line > lastLine || (cells[column] ?? '') !== '') continue;
      while (cells.length < column) cells.push('');
      cells[column] = title;
    }
  }
  return filled;
}
