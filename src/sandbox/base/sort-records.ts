import { z } from 'zod';
import { VendorError } from '../platform/vendor-error.ts';
import type { BaseRecord, Field, Table } from '../state/base-model.ts';
import { plainText } from './display-cell.ts';

const Sort = z
  .array(z.object({ field_name: z.string().max(1000), desc: z.boolean().default(false) }))
  .max(100);

const longestSort = 1000;

/**
 * Orders records as the `sort` of a search asks; empty cells come first.
 * @throws VendorError 1254108 when it is too long, 1254016 when it is not a valid sort
 */
export function sortRecords(records: BaseRecord[], sort: unknown, table: Table): BaseRecord[] {
  if (sort === undefined || sort === null) return records;
  if (JSON.stringify(sort).length > longestSort) throw new VendorError('SortLengthExceedLimit');
  const parsed = Sort.safeParse(sort);
  if (!parsed.success) throw new VendorError('InvalidSort');
  const orders = parsed.data.map(({ field_name, desc }) => {
    const field = table.fields.find(({ name }) => name === field_name);
    if (field === undefined) throw new VendorError('InvalidSort');
    return { keyOf: sortKey(field), direction: desc ? -1 : 1 };
  });
  return records.sort((left, right) => {
    for (const { keyOf, direction } of orders) {
      const order = compare(keyOf(left), keyOf(right));
      if (order !== 0) return order * direction;
    }
    return 0;
  });
}

function sortKey(field: Field): (record: BaseRecord) => string | number {
  if (field.type === 1001) return (record) => record.createdAt;
  if (field.type === 1002) return (record) => record.changedAt;
  if (field.type === 1005) return (record) => record.number;
  return ({ cells }) => {
    const cell = cells[field.id];
    if (cell === undefined) return '';
    return typeof cell === 'number' ? cell : plainText(cell);
  };
}

function compare(left: string | number, right: string | number): number {
  if (left === right) return 0;
  if (left === '') return -1;
  if (right === '') return 1;
  return left < right ? -1 : 1;
}
