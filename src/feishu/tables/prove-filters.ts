import { answerOf } from '../calls/call.ts';
import type { BaseRecord, BaseTable } from '../records/base-table.ts';
import { cellText } from '../records/cells.ts';
import { searchPage } from '../records/search-records.ts';
import { userIdOf } from './existing-records.ts';
import { fieldNames } from './field-names.ts';
import { canFilter, endOf, endsFilter } from './id-filter.ts';
import { readAll } from './read-pages.ts';

/** Among so many rows stands one with a 用户ID that a filter can look for. */
const sampleRows = 100;

/**
 * Whether a row that the filter of these ids has found proves that filters look inside values: a server that compares
 * whole values would find nobody, and everybody would be created once more.
 */
export function isProof({ cells }: BaseRecord, ids: readonly string[]): boolean {
  const text = cellText(cells[fieldNames.userId]);
  return ids.map(endOf).some((end) => text.length > end.length && text.includes(end));
}

export interface FilterProof {
  /** null if nothing can be told, since the table has no rows. */
  work: boolean | null;
  /** Of the table, as Feishu says by the way; null if it does not. */
  rows: number | null;
}

/** Looks by filter for a row that is known to be there, by the end of its 用户ID; at most two calls. */
export async function proveFilters(table: BaseTable): Promise<FilterProof> {
  const sample = { fields: [fieldNames.userId], pageSize: sampleRows, pageToken: null };
  const { records, total: rows } = answerOf(await searchPage(table, sample));
  return { work: await findsKnown(table, records), rows };
}

async function findsKnown(table: BaseTable, records: readonly BaseRecord[]): Promise<boolean | null> {
  if (records.length === 0) return null;
  const known = records.map(({ recordId, cells }) => ({ recordId, userId: userIdOf(cells) }));
  const [longest] = known.sort((a, b) => b.userId.length - a.userId.length);
  // Such ids are never looked for by filters, so whether these work does not matter: the table is read as a whole.
  if (longest === undefined || !canFilter(new Set([longest.userId]))) return false;
  return isFound(table, longest.recordId, partOf(longest.userId));
}

/** The end that a filter looks for, and never all of the id. */
function partOf(userId: string): string {
  return endOf([...userId].slice(1).join(''));
}

async function isFound(table: BaseTable, wantedId: string, end: string): Promise<boolean> {
  const isIn = (records: readonly BaseRecord[]) => records.some(({ recordId }) => recordId === wantedId);
  const search = { table, fields: [fieldNames.userId], filter: endsFilter([end]) };
  const reading = await readAll({ ...search, goOn: ({ records }) => !isIn(records) });
  return reading.kind === 'stopped';
}
