import { cleanCell } from '../roster/clean-cell.ts';
import type { RawTable } from '../roster/raw-table.ts';
import type { RosterFile } from '../roster/roster.ts';

/** The first rows of each table of a file as they stand there, for people to check how it was read. */
export interface FirstRowsJson {
  tables: {
    /** null where the file has only one. */
    sheet: string | null;
    /** `field`: what the column is read for, null if it is ignored. */
    columns: { title: string; field: string | null }[];
    rows: { line: number; cells: string[] }[];
  }[];
}

/** Characters of a cell; more do not help to recognize a row. */
const longestCell = 100;

/** @param file what a sync has seen of it; null if it has not come as far as that */
export function firstRowsJson(tables: readonly RawTable[], file: RosterFile | null): FirstRowsJson {
  const shown = tables.filter((table) => isRead(table, file));
  return {
    tables: shown.map((table, index) => ({
      sheet: table.records[0]?.sheet ?? null,
      // The file names only the columns of its first table.
      columns: columnsOf(table, index === 0 ? (file?.columns ?? []) : []),
      rows: table.records.map(({ line, cells }) => ({ line, cells: cells.map(shortened) })),
    })),
  };
}

/** Of a workbook only some sheets may be meant. */
function isRead({ records }: RawTable, file: RosterFile | null): boolean {
  const [first] = records;
  if (first === undefined) return false;
  const seen = file?.sheets.find(({ name }) => name === first.sheet);
  return seen === undefined || seen.read;
}

/** Those that were seen come without the blank ones, which say nothing. */
function columnsOf({ header, fields }: RawTable, seen: RosterFile['columns']) {
  const left = [...seen];
  return header.map((title, place) => {
    const column = cleanCell(title) === '' ? undefined : left.shift();
    return {
      title: shortened(title),
      field: seen.length === 0 ? (fields[place] ?? null) : (column?.field ?? null),
    };
  });
}

function shortened(cell: string): string {
  const characters = [...cell];
  return characters.length <= longestCell ? cell : `${characters.slice(0, longestCell).join('')}…`;
}
