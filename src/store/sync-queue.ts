import type { Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import type { Schema } from './schema.ts';
import { selectSyncs, toSyncRecord } from './sync-records.ts';

/** The order in which syncs are worked on: what was interrupted, then by the time of coming into the queue. */
export function createSyncQueue(db: Kysely<Schema>): Pick<SyncStore, 'nextReady' | 'queuedBefore'> {
  return {
    async nextReady() {
      const row = (await interrupted(db)) ?? (await longestReady(db));
      return row === undefined ? null : toSyncRecord(row);
    },
    async queuedBefore(id) {
      const own = await db
        .selectFrom('syncs')
        .select(['status', 'ready_at', 'number'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (own?.status !== 'queued') return 0;
      const { ahead } = await db
        .selectFrom('syncs')
        .select((eb) => eb.fn.countAll<number>().as('ahead'))
        .where((eb) =>
          eb.or([
            eb('status', '=', 'running'),
            eb.and([
              eb('status', '=', 'queued'),
              eb(eb.refTuple('ready_at', 'number'), '<', eb.tuple(own.ready_at, own.number)),
            ]),
          ]),
        )
        .executeTakeFirstOrThrow();
      return ahead;
    },
  };
}

function interrupted(db: Kysely<Schema>) {
  return selectSyncs(db).where('status', '=', 'running').orderBy('number').limit(1).executeTakeFirst();
}

function longestReady(db: Kysely<Schema>) {
  return selectSyncs(db)
    .where('status', '=', 'queued')
    .orderBy('ready_at')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
}
