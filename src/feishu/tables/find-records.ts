import { AppError } from '../../errors.ts';
import type { BaseHints } from '../../sync/ports.ts';
import { answerOf } from '../calls/call.ts';
import type { BaseRecord, BaseTable } from '../records/base-table.ts';
import { type AnyOf, type Page, searchPage } from '../records/search-records.ts';
import { canFilter, groupForFilters, idFilter } from './id-filter.ts';
import { pageRows, startsWithFilters, switchesToFilters } from './read-choice.ts';

export interface Find {
  table: BaseTable;
  /** Whose rows to find: 用户IDs, cleaned. */
  userIds: ReadonlySet<string>;
  fields: readonly string[];
  /** Which of the rows that come along are wanted. */
  wants(record: BaseRecord): boolean;
  /** Read to choose the cheaper way, and kept up to date for the next time. */
  hints: BaseHints;
  rowsHint: 'learnerRows' | 'enrollmentRows';
}

export interface Found {
  records: BaseRecord[];
  /** Every row of the table was looked at, so there are no others that are wanted. */
  complete: boolean;
}

/** Finds rows by 用户ID with as few calls as possible: by filters, or by reading the whole table. */
export async function findRecords(find: Find): Promise<Found> {
  if (find.userIds.size === 0) return { records: [], complete: true };
  const wanted = new Map<string, BaseRecord>();
  const keep = ({ records }: Page) => {
    // Rows that move while pages are read can come twice.
    for (const record of records) if (find.wants(record)) wanted.set(record.recordId, record);
  };
  const filterCalls = countFilterCalls(find);
  const complete =
    !startsWithFilters(filterCalls, find.hints[find.rowsHint]) && (await scan(find, filterCalls, keep));
  if (!complete) await filter(find, keep);
  return { records: [...wanted.values()], complete };
}

function countFilterCalls({ userIds, hints }: Find): number {
  return canFilter(userIds)
    ? groupForFilters(userIds, hints.filterConditions).length
    : Number.POSITIVE_INFINITY;
}

type KeepPage = (page: Page) => void;

/** @returns false if the table turned out so large that filters are cheaper */
async function scan(find: Find, filterCalls: number, keep: KeepPage): Promise<boolean> {
  let pageSize = pageRows;
  let pageToken: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const result = await searchPage(find.table, { fields: find.fields, pageSize, pageToken });
    if (result.kind === 'too_large' && pageSize > 1) {
      pageSize = Math.ceil(pageSize / 2);
      continue;
    }
    const page = answerOf(result);
    keep(page);
    find.hints[find.rowsHint] = page.total;
    if (page.nextPageToken === null) return true;
    if (pages === 1 && switchesToFilters(filterCalls, page.total)) return false;
    pageToken = page.nextPageToken;
  }
}

/** Feishu does not say how it counts the length of a filter: one that is refused is halved, and so are all after it. */
async function filter(find: Find, keep: KeepPage): Promise<void> {
  let groups = groupForFilters(find.userIds, find.hints.filterConditions);
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    if (await readFiltered(find, idFilter(group), keep)) continue;
    if (group.length === 1) throw new AppError('feishu_refused', { details: { outcome: 'too_large' } });
    find.hints.filterConditions = Math.floor(group.length / 2);
    groups = groupForFilters([...group, ...groups.flat()], find.hints.filterConditions);
  }
}

/** @returns false if the filter is too long */
async function readFiltered(find: Find, filter: AnyOf, keep: KeepPage): Promise<boolean> {
  let pageToken: string | null = null;
  do {
    const result = await searchPage(find.table, {
      fields: find.fields,
      filter,
      pageSize: pageRows,
      pageToken,
    });
    if (result.kind === 'too_large') return false;
    keep(result.body);
    pageToken = result.body.nextPageToken;
  } while (pageToken !== null);
  return true;
}
