import type { Clock } from '../../sync/clock.ts';
import type { ReadResult } from '../calls/call.ts';
import type { BaseTable } from '../records/base-table.ts';
import { type Page, type Search, type SearchPage, searchPage } from '../records/search-records.ts';

/** One page that is asked for before it is certain that anybody wants it. */
export interface ReadAhead {
  /** Ends when the call has ended, whatever became of it. */
  begin(table: BaseTable, search: Search): Promise<void>;
  /** Any page; the one that was begun without another call. */
  searchPage: SearchPage;
}

/** Whoever reckons how long servers may lag behind takes a page for one that was read now. */
const freshMs = 2_000;

export function createReadAhead({ monotonic }: Pick<Clock, 'monotonic'>): ReadAhead {
  let begun: { key: string; at: number; page: Promise<ReadResult<Page> | null> } | null = null;
  const take = (key: string) => {
    const taken = begun?.key === key && monotonic() - begun.at < freshMs ? begun.page : null;
    begun = null;
    return taken;
  };
  return {
    async begin(table, search) {
      const at = monotonic();
      // What was wrong with it is told when it is asked for again.
      const page = searchPage(table, search).catch(() => null);
      begun = { key: keyOf(table, search), at, page };
      await page;
    },
    searchPage: async (table, search) =>
      (await take(keyOf(table, search))) ?? (await searchPage(table, search)),
  };
}

function keyOf(
  { appToken, tableId }: BaseTable,
  { fields, filter, sort, pageSize, pageToken }: Search,
): string {
  return JSON.stringify([appToken, tableId, fields, filter, sort, pageSize, pageToken]);
}
