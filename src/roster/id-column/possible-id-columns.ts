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
import { cleanUserId, readUserId } from '../user-id.ts';
import { mayBeIdTitle } from './may-be-id-title.ts';

/** A file that would be a roster if it had a 用户ID column, with a value in it. */
export interface FileWithoutId {
  /** All titles of its first header, one a line, as they are compared; of a list of failed rows, those of the original. */
  titleRow: string;
  /** Columns of which at least half of the values may be ids. */
  columns: PossibleIdColumn[];
}

export interface PossibleIdColumn {
  /** As staff see it. */
  title: string;
  /** How many cells say something. */
  filled: number;
  /** How many of them have the usual shape of a 用户ID. */
  usual: number;
  /** The other values that can be one, with the number of their cells. */
  others: ReadonlyMap<string, number>;
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
  const counts = new Counts(new Set(tables.flatMap(({ header }) => repeatedTitles(header.record))));
  for (const { header, items } of tables) {
    const places = possiblePlaces(header);
    const ids = header.columns.filter(({ use, field }) => use === 'roster' && field === '用户ID');
    for await (const item of checkedItems(items())) {
      if (item.kind !== 'record' || item.line <= header.record.line) continue;
      if (ids.some(({ index }) => cleanUserId(item.cells[index] ?? '') !== '')) return null;
      for (const { index, title } of places) counts.add(title, item.cells[index] ?? '');
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

function possiblePlaces({ record, columns }: FoundHeader): { index: number; title: string }[] {
  const known = new Set(columns.flatMap(({ use, index }) => (use === 'roster' ? index : [])));
  return record.cells.flatMap((cell, index) => {
    const title = shownTitle(cell);
    return title === null || known.has(index) || !mayBeIdTitle(cell) ? [] : [{ index, title }];
  });
}

/** What stands below each title, in all sheets together. */
class Counts {
  readonly #left: ReadonlySet<string>;
  readonly #columns = new Map<
    string,
    { title: string; filled: number; usual: number; others: Map<string, number> }
  >();

  /** @param left normalized titles that are left out */
  constructor(left: ReadonlySet<string>) {
    this.#left = left;
  }

  add(title: string, cell: string): void {
    const key = normalizeTitle(title);
    if (this.#left.has(key)) return;
    const id = readUserId(cell);
    if (id.kind === 'rejected' && id.code === 'missing_user_id') return;
    const column = this.#columns.get(key) ?? {
      title,
      filled: 0,
      usual: 0,
      others: new Map<string, number>(),
    };
    this.#columns.set(key, column);
    column.filled++;
    if (id.kind === 'rejected') return;
    if (id.warning === null) column.usual++;
    else if (!words.test(id.userId)) column.others.set(id.userId, (column.others.get(id.userId) ?? 0) + 1);
  }

  possible(): PossibleIdColumn[] {
    return [...this.#columns.values()].filter(
      ({ filled, usual, others }) => (usual + cellsOf(others.values())) * 2 >= filled,
    );
  }
}

/** No id has any. */
const words = /\p{Script=Han}/u;

function cellsOf(counts: Iterable<number>): number {
  return [...counts].reduce((sum, count) => sum + count, 0);
}
