import type { Clock } from '../../sync/clock.ts';
import type { ReadResult } from '../calls/call.ts';
import type { BaseTable } from '../records/base-table.ts';
import { type Page, type Search, type SearchPage, searchPage } from '../records/search-records.ts';

/** One page that is asked for before it is certain that anybody wants it. */
export interface ReadAhead {
  /**
   * Ends when the call has ended, whatever became of it. One for the same page that is under way is enough, and none is
   * needed once the table is being read.
   */
  begin(table: BaseTable, search: Search): Promise<void>;
  /** Any page; the one that was begun without another call. */
  searchPage: SearchPage;
}

/** Whoever reckons how long servers may lag behind takes a page for one that was read now. */
const freshMs = 2_000;

export function createReadAhead({ monotonic }: Pick<Clock, 'monotonic'>): ReadAhead {
  let isRead = false;
  let begun: { key: string; at: number; page: Promise<ReadResult<Page>> } | null = null;
  const underWay = (key: string) =>
    begun?.key === key && monotonic() - begun.at < freshMs ? begun.page : null;
  const ask = (key: string, table: BaseTable, search: Search) => {
    begun = { key, at: monotonic(), page: searchPage(table, search) };
    return begun.page;
  };
  const take = (key: string) => {
    const taken = underWay(key);
    begun = null;
    isRead = true;
    return taken;
  };
  return {
    async begin(table, search) {
      if (isRead) return;
      const key = keyOf(table, search);
      // What is wrong with it is told to whoever wants it.
      await (underWay(key) ?? ask(key, table, search)).catch(() => null);
    },
    searchPage: (table, search) => take(keyOf(table, search)) ?? searchPage(table, search),
  };
}

function keyOf(
  { appToken, tableId }: BaseTable,
  { fields, filter, sort, pageSize, pageToken }: Search,
): string {
  return JSON.stringify([appToken, tableId, fields, filter, sort, pageSize, pageToken]);
}
