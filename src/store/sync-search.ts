import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { isSyncAbout } from '../sync/search.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import type { SyncQuery } from '../sync/sync-store.ts';
import type { Schema } from './schema.ts';
import { selectSyncs, toSyncRecord } from './sync-records.ts';

/** So many are read at once; of those that are searched through, others get their turn in between. */
const syncsPerTurn = 100;

/** By their texts in this program: the databases disagree about what upper and lower case are. */
export async function searchSyncs(
  db: Kysely<Schema>,
  query: SyncQuery,
  limit: number,
): Promise<SyncRecord[]> {
  const found: SyncRecord[] = [];
  let { before } = query;
  while (found.length < limit) {
    const read = await readBefore(db, { ...query, before });
    found.push(...read.filter((sync) => isSyncAbout(sync, query.sought)));
    const last = read.at(-1);
    if (last === undefined || read.length < syncsPerTurn) break;
    before = last.number;
    await nextTurn();
  }
  return found.slice(0, limit);
}

async function readBefore(
  db: Kysely<Schema>,
  { statuses, before }: Omit<SyncQuery, 'sought'>,
): Promise<SyncRecord[]> {
  const rows = await selectSyncs(db)
    .$if(statuses !== null, (query) => query.where('syncs.status', 'in', statuses ?? []))
    .$if(before !== null, (query) => query.where('syncs.number', '<', before))
    .orderBy('syncs.number', 'desc')
    .limit(syncsPerTurn)
    .execute();
  return rows.map(toSyncRecord);
}
