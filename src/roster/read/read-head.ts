import type { RawRecord, TableItem } from '../raw-record.ts';
import { RefusedFile } from '../refused-file.ts';
import { checkedItems } from './checked-items.ts';

/** The first records of a table. */
export interface Head {
  records: RawRecord[];
  /** What ended the reading early. Under the wrong delimiter it means nothing. */
  failure: RefusedFile | null;
}

/** Blank rows do not count. */
const headerSearchRecords = 20;

/** Reads as far as a header may stand. */
export async function readHead(items: AsyncIterable<TableItem>): Promise<Head> {
  const head: Head = { records: [], failure: null };
  try {
    for await (const item of checkedItems(items)) {
      if (item.kind !== 'record') continue;
      if (head.records.push(item) === headerSearchRecords) break;
    }
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    head.failure = error;
  }
  return head;
}
