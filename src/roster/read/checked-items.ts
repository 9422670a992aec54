import { setImmediate as nextTurn } from 'node:timers/promises';
import { cleanCell, cleanName } from '../clean-cell.ts';
import { limits } from '../limits.ts';
import { formulaWithoutValue, type RawRecord, type TableItem } from '../raw-record.ts';
import { limitExceeded, RefusedFile } from '../refused-file.ts';

const recordsPerTurn = 1000;

/** Whether a cell says anything. */
export function holdsValue(cell: string): boolean {
  return cell === formulaWithoutValue || cleanCell(cell) !== '';
}

/** The same of somebody's name, which may be 无. */
export function holdsName(cell: string): boolean {
  return cell === formulaWithoutValue || cleanName(cell) !== '';
}

/**
 * The items of a table within the limits of a roster; a record without any value comes as a blank row, unless it has lost it.
 * @throws RefusedFile `limit_exceeded`, `too_many_blank_rows`
 */
export async function* checkedItems(items: AsyncIterable<TableItem>): AsyncGenerator<TableItem> {
  let read = 0;
  let blank = 0;
  for await (const item of items) {
    if (++read % recordsPerTurn === 0) await nextTurn();
    if (item.kind === 'record' && (item.flaw === 'damaged' || item.cells.some(holdsValue))) {
      checkWidth(item);
      yield item;
      continue;
    }
    if (item.kind !== 'merged') blank += item.kind === 'blank' ? item.count : 1;
    if (blank > limits.blankRows) throw new RefusedFile({ code: 'too_many_blank_rows', line: lineOf(item) });
    yield item.kind === 'record' ? { kind: 'blank', line: item.line, count: 1 } : item;
  }
}

function checkWidth({ line, cells }: RawRecord): void {
  if (cells.length <= limits.columns) return;
  if (cells.findLastIndex(holdsValue) >= limits.columns) throw limitExceeded('columns', line);
}

function lineOf(item: TableItem): number {
  return item.kind === 'merged' ? item.lastLine : item.line;
}
