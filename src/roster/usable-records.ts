import { setImmediate as nextTurn } from 'node:timers/promises';
import { cleanCell } from './clean-cell.ts';
import { limits } from './limits.ts';
import type { RawRecord } from './raw-record.ts';
import { limitExceeded, RefusedFile } from './refused-file.ts';
import { usualUserId } from './user-id.ts';

const recordsPerTurn = 1000;

/**
 * A line break and then a row with its 用户ID: an opening quote without its closing one reaches to the next quote
 * of the file, and takes the rows between into one cell.
 */
const id = usualUserId.source;
const swallowedRow = new RegExp(`[\\r\\n][^\\r\\n]*(?:[,;\\t]"?${id}|${id}"?\\t?[,;])`);

/**
 * Records with at least one value, each within the limits of a roster.
 * @throws RefusedFile `limit_exceeded`, or `damaged_file` where a quote that does not close has swallowed rows
 */
export async function* usableRecords(records: AsyncIterable<RawRecord>): AsyncGenerator<RawRecord> {
  let read = 0;
  for await (const record of records) {
    if (++read > limits.records) throw limitExceeded('rows', record.line);
    if (read % recordsPerTurn === 0) await nextTurn();
    if (record.cells.every((cell) => cleanCell(cell) === '')) continue;
    checkRecord(record);
    yield record;
  }
}

function checkRecord({ line, cells }: RawRecord): void {
  const lastUsed = cells.findLastIndex((cell) => cell !== '');
  if (lastUsed >= limits.columns) throw limitExceeded('columns', line);
  for (const cell of cells) {
    if (swallowedRow.test(cell)) throw new RefusedFile({ code: 'damaged_file', line });
    if (cell.length > limits.cell) throw limitExceeded('cell', line);
  }
}
