import { cleanCell } from '../clean-cell.ts';
import { withoutAdded } from '../header/added-columns.ts';
import { type FoundHeader, findHeaderBesidesId } from '../header/find-header.ts';
import { knownColumns, type WantedColumns } from '../header/known-columns.ts';
import { normalizeTitle } from '../header/normalize-title.ts';
import { shownTitle, shownTitles } from '../header/shown-titles.ts';
import type { RawRecord } from '../raw-record.ts';
import { checkedItems } from '../read/checked-items.ts';
import { openFile } from '../read/open-file.ts';
import type { Table } from '../read/table.ts';
import { RefusedFile } from '../refused-file.ts';
import { cleanUserId } from '../user-id.ts';
import { IdCounts, type PossibleIdColumn } from './id-counts.ts';
import { mayBeIdTitle } from './may-be-id-title.ts';

/** A file that would be a roster if it had a 用户ID column, with a value in it. */
export interface FileWithoutId {
  /** All titles of its first header, one a line, as they are compared; of a list of failed rows, those of the original. */
  titleRow: string;
  /** Columns of which at least half of the values may be ids. */
  columns: PossibleIdColumn[];
}

/**
 * Which columns of a file without a 用户ID column may be one.
 * @param wanted the columns that are known
 * @returns null if the file cannot be read, or lacks more than this column, or does not lack it
 */
export async function possibleIdColumns(
  bytes: Uint8Array,
  wanted: WantedColumns,
): Promise<FileWithoutId | null> {
  const known = knownColumns(wanted);
  try {
    const { tables } = await openFile(bytes, (records) => findHeaderBesidesId(records, known));
    return await lookInto(tables);
  } catch (error) {
    if (error instanceof RefusedFile) return null;
    throw error;
  }
}

async function lookInto(tables: readonly Table[]): Promise<FileWithoutId | null> {
  const [first] = tables;
  const isHeader = tables.every(({ header }) => shownTitles(header.record.cells).length > 0);
  if (first === undefined || !isHeader) return null;
  const counts = new IdCounts(new Set(tables.flatMap(({ header }) => repeatedTitles(header.record))));
  for (const { header, items } of tables) {
    const places = possiblePlaces(header);
    const ids = header.columns.filter(({ use, field }) => use === 'roster' && field === '用户ID');
    for await (const item of checkedItems(items())) {
      if (item.kind !== 'record' || item.line <= header.record.line) continue;
      if (ids.some(({ index }) => cleanUserId(item.cells[index] ?? '') !== '')) return null;
      for (const { index, key, title } of places) counts.add(key, title, item.cells[index] ?? '');
    }
  }
  return { titleRow: titleRowOf(first.header.record), columns: counts.possible() };
}

/** No title is nearly as long. */
const longestTitle = 100;

function titleRowOf({ cells }: RawRecord): string {
  const titles = cells.filter((cell) => cleanCell(cell) !== '').map(normalizeTitle);
  return withoutAdded(titles)
    .map((title) => title.slice(0, longestTitle))
    .join('\n');
}

/** By such a title no column could be told. */
function repeatedTitles({ cells }: RawRecord): string[] {
  const titles = cells.map(normalizeTitle);
  return titles.filter((title, index) => titles.indexOf(title) !== index);
}

function possiblePlaces({ record, columns }: FoundHeader): { index: number; key: string; title: string }[] {
  const known = new Set(columns.flatMap(({ use, index }) => (use === 'roster' ? index : [])));
  return record.cells.flatMap((cell, index) => {
    const title = shownTitle(cell);
    return title === null || known.has(index) || !mayBeIdTitle(cell)
      ? []
      : [{ index, key: normalizeTitle(cell), title }];
  });
}
