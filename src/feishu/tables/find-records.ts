import { AppError } from '../../errors.ts';
import type { LearnedAboutBase } from '../../sync/ports.ts';
import { answerOf } from '../calls/call.ts';
import type { BaseRecord, BaseTable } from '../records/base-table.ts';
import { type Page, type Search, type SearchPage, searchPage } from '../records/search-records.ts';
import { fieldNames } from './field-names.ts';
import { canFilter, groupForFilters, idFilter } from './id-filter.ts';
import { isProof, proveFilters } from './prove-filters.ts';
import { readAll } from './read-pages.ts';
import { isReadAnyway, pageRows, startsWithFilters, switchesToFilters } from './read-strategy.ts';

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
  /** Reads a page, where it is not only a call. */
  search?: SearchPage | undefined;
}

export interface Found<Existing> {
  records: Existing[];
  /** Every row of the table was looked at, so there are no others that are wanted. */
  complete: boolean;
}

/** The first page of a whole table. */
export function firstPage(fields: readonly string[]): Search {
  return { fields, pageSize: pageRows, pageToken: null };
}

/** What `findRecords` asks for first. */
export function firstSearch(find: Omit<Find<unknown>, 'table' | 'read'>): Search {
  const first = firstPage(find.fields);
  if (startsWithScan(find)) return first;
  const [group = []] = groupForFilters(find.userIds, find.learned.filterConditions);
  return { ...first, filter: idFilter(group) };
}

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
  const complete = await readRows(find, keep);
  return { records: [...wanted.values()], complete };
}

/** The rows of a table that this app may see, as far as Feishu says; one call. */
export async function countRows(table: BaseTable): Promise<number> {
  const search = { fields: [fieldNames.userId], pageSize: 1, pageToken: null };
  const { total, records } = answerOf(await searchPage(table, search));
  return Math.max(total ?? 0, records.length);
}

type KeepPage = (page: Page) => void;

/**
 * @returns whether the whole table was read
 * @throws AppError `feishu_busy` if the rows never keep still
 */
async function readRows(find: Find<unknown>, keep: KeepPage): Promise<boolean> {
  if (startsWithScan(find) && (await scan(find, () => countFilterCalls(find), keep))) return true;
  if (await filter(find, keep)) return false;
  if (await scan(find, () => Number.POSITIVE_INFINITY, keep)) return true;
  throw new AppError('feishu_busy', { details: { outcome: 'rows_moved' } });
}

type HowToFind = Pick<Find<unknown>, 'userIds' | 'learned' | 'rowsLearned'>;

function startsWithScan(find: HowToFind): boolean {
  const rows = find.learned[find.rowsLearned];
  return isReadAnyway(rows) || !startsWithFilters(countFilterCalls(find), rows);
}

function countFilterCalls({ userIds, learned }: Pick<Find<unknown>, 'userIds' | 'learned'>): number {
  return canFilter(userIds) && learned.filtersWork !== false
    ? groupForFilters(userIds, learned.filterConditions).length
    : Number.POSITIVE_INFINITY;
}

/**
 * @param filterCalls counted only where it matters: of a large roster that takes a while
 * @returns false if filters are better: the table is so large, or changes so much
 */
async function scan(find: Find<unknown>, filterCalls: () => number, keep: KeepPage): Promise<boolean> {
  const { table, fields, learned, rowsLearned, search } = find;
  const reading = await readAll({
    ...{ table, fields, search },
    filter: null,
    goOn(page, pages) {
      keep(page);
      if (page.total === null) return true;
      learned[rowsLearned] = page.total;
      return pages > 1 || isReadAnyway(page.total) || !switchesToFilters(filterCalls(), page.total);
    },
  });
  if (reading.kind === 'complete') learned[rowsLearned] = reading.rows;
  return reading.kind === 'complete';
}

/**
 * Feishu does not say how it counts the length of a filter: one that is refused is halved, and so are all after it.
 * @returns false if filters are of no use here: even the shortest is refused, or what they do not find may be there
 */
async function filter(find: Find<unknown>, keep: KeepPage): Promise<boolean> {
  const { learned } = find;
  if (learned.filtersWork === false) return false;
  let groups = groupForFilters(find.userIds, learned.filterConditions);
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    if (await readFiltered(find, group, keep)) continue;
    if (group.length === 1) {
      learned.filtersWork = false;
      return false;
    }
    learned.filterConditions = Math.floor(group.length / 2);
    groups = groupForFilters([...group, ...groups.flat()], learned.filterConditions);
  }
  if (learned.filtersWork !== null) return learned.filtersWork;
  const { work, rows } = await proveFilters(find.table);
  learned.filtersWork = work;
  learned[find.rowsLearned] = rows ?? learned[find.rowsLearned];
  return work !== false;
}

/**
 * @returns false if Feishu does not take the filter
 * @throws AppError `feishu_busy` if the rows never keep still
 */
async function readFiltered(
  { table, fields, learned, search }: Find<unknown>,
  group: readonly string[],
  keep: KeepPage,
): Promise<boolean> {
  const goOn = (page: Page) => {
    keep(page);
    if (page.records.some((record) => isProof(record, group))) learned.filtersWork = true;
    return true;
  };
  const reading = await readAll({ table, fields, search, filter: idFilter(group), goOn });
  if (reading.kind === 'moved') throw new AppError('feishu_busy', { details: { outcome: 'rows_moved' } });
  return reading.kind === 'complete';
}
