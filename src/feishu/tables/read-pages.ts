import { AppError } from '../../errors.ts';
import { answerOf } from '../calls/call.ts';
import type { BaseTable } from '../records/base-table.ts';
import { type Filter, type Page, type SearchPage, searchPage } from '../records/search-records.ts';
import { pageRows } from './read-strategy.ts';

/** A search that is read page by page. */
export interface PagedSearch {
  table: BaseTable;
  fields: readonly string[];
  filter: Filter | null;
  /** Reads a page, where it is not only a call. */
  search?: SearchPage | undefined;
  /** Gets each page and how often a page was read; false ends the reading. */
  goOn(page: Page, pages: number): boolean;
}

export type Reading =
  | { kind: 'complete'; rows: number }
  /** No two readings gave the same rows. */
  | { kind: 'moved' }
  | Unread;

type Unread =
  /** Feishu does not take the filter. */
  { kind: 'refused' } | { kind: 'stopped' };

/** Somebody who edits a table at length must not keep a sync from ever starting. */
const readings = 3;

/**
 * Reads all rows of a search. Nothing promises that pages hold still: where a row goes that has been read, the one after
 * the page takes its place, and is missed. Feishu's `total` shows it, but no document says what it counts under a filter:
 * where it disagrees, rows are read once more, and two readings with the same rows are complete, whatever it says.
 */
export async function readAll(search: PagedSearch): Promise<Reading> {
  let before: ReadonlySet<string> | null = null;
  for (let times = 0; times < readings; times += 1) {
    const pass = await readOnce(search);
    if (pass.kind !== 'read') return pass;
    const { ids, agrees } = pass;
    if (agrees || (before !== null && isSame(before, ids))) return { kind: 'complete', rows: ids.size };
    before = ids;
  }
  return { kind: 'moved' };
}

interface Pass {
  kind: 'read';
  /** Of the records on all pages. */
  ids: ReadonlySet<string>;
  /** As many as every page said there are, or a single page that says nothing. */
  agrees: boolean;
}

/**
 * Where Feishu says of a later page that it is too large, or that its token is no good (the same code), reading begins
 * anew with smaller pages: at most once for each halving.
 */
async function readOnce({ table, fields, filter, goOn, ...how }: PagedSearch): Promise<Pass | Unread> {
  const { search = searchPage } = how;
  const wanted = { fields, ...(filter && { filter }) };
  let pageSize = pageRows;
  let reading = startReading();
  for (let pages = 1; ; pages += 1) {
    const { pageToken, ids, totals } = reading;
    const result = await search(table, { ...wanted, pageSize, pageToken }).catch((thrown: unknown) =>
      refusedFilter(filter, thrown),
    );
    if (result.kind !== 'done' && pageToken === null && filter !== null) return { kind: 'refused' };
    if (result.kind !== 'done' && pageSize > 1) {
      pageSize = Math.ceil(pageSize / 2);
      reading = startReading();
      continue;
    }
    const page = answerOf(result);
    const known = ids.size;
    for (const { recordId } of page.records) ids.add(recordId);
    totals.add(page.total);
    if (!goOn(page, pages)) return { kind: 'stopped' };
    if (page.nextPageToken === null)
      return { kind: 'read', ids, agrees: agree(totals, ids.size, pageToken === null) };
    if (page.nextPageToken === pageToken && ids.size === known) throw endless();
    reading = { ...reading, pageToken: page.nextPageToken };
  }
}

/** Whatever else may be wrong with the table, reading it without a filter shows. */
function refusedFilter(filter: Filter | null, thrown: unknown): { kind: 'refused'; feishuCode: number } {
  const isRefusal = thrown instanceof AppError && ['feishu_refused', 'tables_unfit'].includes(thrown.code);
  if (filter === null || !isRefusal) throw thrown;
  return { kind: 'refused', feishuCode: Number(thrown.details.feishuCode) };
}

function startReading() {
  return { pageToken: null as string | null, ids: new Set<string>(), totals: new Set<number | null>() };
}

function agree(totals: ReadonlySet<number | null>, rows: number, isOnlyPage: boolean): boolean {
  const [total] = totals;
  return totals.size === 1 && (total === rows || (total === null && isOnlyPage));
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

/** A page that only leads to itself. */
function endless(): AppError {
  const details = { call: 'records search', field: 'data.page_token' };
  return new AppError('feishu_answer_unreadable', { details });
}
