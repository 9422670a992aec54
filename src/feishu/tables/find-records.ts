import { AppError } from '../../errors.ts';
import type { LearnedAboutBase } from '../../sync/ports.ts';
import { answerOf } from '../calls/call.ts';
import type { BaseRecord, BaseTable } from '../records/base-table.ts';
import { type AnyOf, type Page, searchPage } from '../records/search-records.ts';
import { fieldNames } from './field-names.ts';
import { canFilter, groupForFilters, idFilter } from './id-filter.ts';
import { pageRows, startsWithFilters, switchesToFilters } from './read-strategy.ts';

export interface Find<Existing> {
  table: BaseTable;
  /** Whose rows to find: 用户IDs, cleaned. */
  userIds: ReadonlySet<string>;
  fields: readonly string[];
  /** What is kept of a row; null if it is not wanted. Rows as Feishu returns them take several times the memory. */
  read(record: BaseRecord): Existing | null;
  /** Read to choose the cheaper way, and kept up to date for the next time. */
  learned: LearnedAboutBase;
  rowsLearned: 'learnerRows' | 'enrollmentRows';
}

export interface Found<Existing> {
  records: Existing[];
  /** Every row of the table was looked at, so there are no others that are wanted. */
  complete: boolean;
}

/**
 * A table in which rows come and go while its pages are read is read anew so many times in all. Somebody who edits it at
 * length must not keep a sync from ever starting.
 */
const readings = 3;

/** Finds rows by 用户ID with as few calls as possible: by filters, or by reading the whole table. */
export async function findRecords<Existing>(find: Find<Existing>): Promise<Found<Existing>> {
  if (find.userIds.size === 0) return { records: [], complete: true };
  const wanted = new Map<string, Existing>();
  const keep = ({ records }: Page) => {
    // Rows that move while pages are read can come twice.
    for (const record of records) {
      const existing = find.read(record);
      if (existing !== null) wanted.set(record.recordId, existing);
    }
  };
  const filterCalls = countFilterCalls(find);
  const complete =
    !startsWithFilters(filterCalls, find.learned[find.rowsLearned]) && (await scan(find, filterCalls, keep));
  if (!complete) await filter(find, keep);
  return { records: [...wanted.values()], complete };
}

/** The rows of a table that this app may see; one call. */
export async function countRows(table: BaseTable): Promise<number> {
  const search = { fields: [fieldNames.userId], pageSize: 1, pageToken: null };
  return answerOf(await searchPage(table, search)).total;
}

function countFilterCalls({ userIds, learned }: Pick<Find<unknown>, 'userIds' | 'learned'>): number {
  return canFilter(userIds)
    ? groupForFilters(userIds, learned.filterConditions).length
    : Number.POSITIVE_INFINITY;
}

type KeepPage = (page: Page) => void;

/** @returns false if filters are better: the table is so large, or changes so much */
async function scan(find: Find<unknown>, filterCalls: number, keep: KeepPage): Promise<boolean> {
  let reading: Reading = 'moved';
  for (let times = 0; reading === 'moved' && times < readings; times += 1) {
    reading = await readPages(find, null, (page, pages) => {
      keep(page);
      find.learned[find.rowsLearned] = page.total;
      return pages > 1 || !switchesToFilters(filterCalls, page.total);
    });
  }
  return reading === 'complete';
}

/** Feishu does not say how it counts the length of a filter: one that is refused is halved, and so are all after it. */
async function filter(find: Find<unknown>, keep: KeepPage): Promise<void> {
  let groups = groupForFilters(find.userIds, find.learned.filterConditions);
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    if (await readFiltered(find, idFilter(group), keep)) continue;
    if (group.length === 1) throw new AppError('feishu_refused', { details: { outcome: 'too_large' } });
    find.learned.filterConditions = Math.floor(group.length / 2);
    groups = groupForFilters([...group, ...groups.flat()], find.learned.filterConditions);
  }
}

/**
 * @returns false if the filter is too long
 * @throws AppError `feishu_busy` if the rows never keep still
 */
async function readFiltered(find: Find<unknown>, filter: AnyOf, keep: KeepPage): Promise<boolean> {
  for (let times = 0; times < readings; times += 1) {
    const reading = await readPages(find, filter, (page) => {
      keep(page);
      return true;
    });
    if (reading !== 'moved') return reading === 'complete';
  }
  throw new AppError('feishu_busy', { details: { outcome: 'rows_moved' } });
}

type Reading =
  | 'complete'
  /** Rows came or went meanwhile: others may have changed pages unseen. */
  | 'moved'
  /** The filter is longer than Feishu takes. */
  | 'too_large'
  | 'stopped';

/**
 * Reads a search page by page, as long as `goOn` says so. Nothing promises that pages hold still: where a row goes that
 * has been read, the one after the page takes its place, and is missed.
 * @param goOn gets each page and its number, from 1
 */
async function readPages(
  { table, fields }: Find<unknown>,
  filter: AnyOf | null,
  goOn: (page: Page, pages: number) => boolean,
): Promise<Reading> {
  const seen = new Set<string>();
  let total: number | null = null;
  let pageSize = pageRows;
  let pageToken: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const result = await searchPage(table, { fields, ...(filter && { filter }), pageSize, pageToken });
    if (result.kind === 'too_large' && filter !== null) return 'too_large';
    if (result.kind === 'too_large' && pageSize > 1) {
      pageSize = Math.ceil(pageSize / 2);
      continue;
    }
    const page = answerOf(result);
    for (const { recordId } of page.records) seen.add(recordId);
    total ??= page.total;
    const isLast = page.nextPageToken === null;
    if (!goOn(page, pages)) return 'stopped';
    if (page.total !== total || (isLast && seen.size !== total)) return 'moved';
    if (isLast) return 'complete';
    pageToken = page.nextPageToken;
  }
}
