import { cleanCell } from './clean-cell.ts';
import { isDataRow } from './data-row.ts';
import type { FoundColumn } from './find-header.ts';
import type { RosterField } from './known-columns.ts';
import { limits } from './limits.ts';
import type { Table } from './open-table.ts';
import type { RawRecord } from './raw-record.ts';
import { limitExceeded } from './refused-file.ts';

export interface CollectedRows {
  /** The data rows, with only the cells that mean something. */
  records: RawRecord[];
  /** The columns that hold a value in any row; `index` is the place in such a record. */
  columns: FoundColumn[];
}

const userIdField: RosterField = '用户ID';

/**
 * Takes the data rows of a table, without footers and without headers repeated where files were joined. All are taken
 * before any is read, because which columns count depends on all rows.
 * @throws RefusedFile as reading the records does, and `limit_exceeded` for too many rows
 */
export async function collectRows(table: Table): Promise<CollectedRows> {
  const records: RawRecord[] = [];
  const used = new Set<number>();
  const columns = table.columns.map((column, index) => ({ ...column, index }));
  const userIds = columns.filter((column) => column.field === userIdField);
  const pick = ({ cells }: RawRecord) => table.columns.map(({ index }) => cells[index] ?? '');
  const header = pick(table.header);
  for await (const record of table.rows()) {
    const cells = pick(record);
    const userId = userIds.map(({ index }) => cells[index] ?? '').find(holdsValue) ?? '';
    if (!isDataRow(record.cells, userId) || isEqual(cells, header)) continue;
    if (records.push({ line: record.line, cells }) > limits.rows) throw limitExceeded('rows', record.line);
    for (const [index, cell] of cells.entries()) if (!used.has(index) && holdsValue(cell)) used.add(index);
  }
  return { records, columns: columns.filter(({ index }) => used.has(index)) };
}

function holdsValue(cell: string): boolean {
  return cleanCell(cell) !== '';
}

function isEqual(cells: readonly string[], others: readonly string[]): boolean {
  return cells.every((cell, index) => cell === others[index]);
}
