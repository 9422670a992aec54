import type { Kysely, Transaction } from 'kysely';
import {
  type ChangeCounts,
  type ChangeKind,
  type ChangesPage,
  changesPerPage,
  countChanges,
  type RowChange,
  type SyncChanges,
} from '../sync/sync-changes.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { chunks } from './chunks.ts';
import { chunksOfRows } from './chunks-of-rows.ts';
import { fromJson, toJson } from './json-text.ts';
import type { Schema } from './schema.ts';

/** What a sync does to each row, in pages: a page of 50,000 rows is found without reading them all. */
export function createSyncChanges(db: Kysely<Schema>): Pick<SyncStore, 'readChanges' | 'allChanges'> {
  return {
    async readChanges(id, kind, page) {
      const head = await readHead(db, id);
      if (head === null) return null;
      const stored = await db
        .selectFrom('change_pages')
        .select(['position', 'counts', 'length'])
        .where('sync_id', '=', id)
        .orderBy('position')
        .execute();
      const lengths = stored.map(({ length, counts }) => (kind === null ? length : fromJson(counts)[kind]));
      const total = lengths.reduce((sum, length) => sum + length, 0);
      return {
        ...head,
        page,
        pages: pagesFor(total),
        total,
        rows: await readSlice(db, id, { kind, lengths, start: (page - 1) * changesPerPage }),
      };
    },
    async *allChanges(id) {
      for (let position = 0; ; position += 1) {
        const rows = await readPage(db, id, position);
        if (rows === null) return;
        yield* rows;
      }
    },
  };
}

/** What holds for all rows of a sync; null where there is no plan. */
export async function readHead(
  db: Kysely<Schema>,
  id: string,
): Promise<Pick<ChangesPage, 'counts' | 'courses' | 'file'> | null> {
  const kept = await db.selectFrom('changes').selectAll().where('sync_id', '=', id).executeTakeFirst();
  if (kept === undefined) return null;
  return { counts: fromJson(kept.counts), courses: fromJson(kept.courses), file: fromJson(kept.file) };
}

/** How many pages so many rows fill; there is one even without rows. */
export function pagesFor(rows: number): number {
  return Math.max(1, Math.ceil(rows / changesPerPage));
}

interface Slice {
  kind: ChangeKind | null;
  /** How many rows of the kind each stored page has. */
  lengths: readonly number[];
  /** The first row that is wanted, counted among those of the kind. */
  start: number;
}

async function readSlice(db: Kysely<Schema>, id: string, { kind, lengths, start }: Slice) {
  const rows: RowChange[] = [];
  const end = start + changesPerPage;
  let first = 0;
  for (const [position, length] of lengths.entries()) {
    const next = first + length;
    if (next > start && first < end) {
      const page = ((await readPage(db, id, position)) ?? []).filter(isOfKind(kind));
      rows.push(...page.slice(Math.max(0, start - first), end - first));
    }
    first = next;
  }
  return rows;
}

export function isOfKind(kind: ChangeKind | null): (row: RowChange) => boolean {
  return ({ kinds }) => kind === null || kinds.includes(kind);
}

/** null: there is none at this position. */
export async function readPage(
  db: Kysely<Schema>,
  id: string,
  position: number,
): Promise<RowChange[] | null> {
  const page = await db
    .selectFrom('change_pages')
    .select('rows')
    .where('sync_id', '=', id)
    .where('position', '=', position)
    .executeTakeFirst();
  return page === undefined ? null : fromJson(page.rows);
}

/** In place of what an earlier run has left; null leaves that as it is. */
export async function keepChanges(
  transaction: Transaction<Schema>,
  id: string,
  changes: SyncChanges | null,
): Promise<void> {
  if (changes === null) return;
  await deleteChanges(transaction, id);
  await transaction
    .insertInto('changes')
    .values({
      sync_id: id,
      counts: toJson(countChanges(changes.rows)),
      courses: toJson(changes.courses),
      file: toJson(changes.file),
    })
    .execute();
  // Many at once: others wait for their turn at writing meanwhile.
  for (const some of chunksOfRows(pagesOf(id, changes)))
    await transaction.insertInto('change_pages').values(some).execute();
}

/** One by one: as text they take as much memory as all else that is known of the rows. */
function* pagesOf(id: string, changes: SyncChanges) {
  let position = 0;
  for (const rows of chunks(changes.rows, changesPerPage)) {
    const counts = toJson(countChanges(rows));
    yield { sync_id: id, position, length: rows.length, counts, rows: toJson(rows) };
    position += 1;
  }
}

export function addUp(pages: readonly ChangeCounts[]): ChangeCounts {
  const sum = countChanges([]);
  for (const counts of pages) for (const kind of Object.keys(sum) as ChangeKind[]) sum[kind] += counts[kind];
  return sum;
}

/** A sync without its rows: what is left is its numbers. */
export async function deleteChanges(transaction: Transaction<Schema>, id: string): Promise<void> {
  await transaction.deleteFrom('change_pages').where('sync_id', '=', id).execute();
  await transaction.deleteFrom('changes').where('sync_id', '=', id).execute();
}
