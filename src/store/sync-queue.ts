import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import type { QueuedSync, SyncStore } from '../sync/sync-store.ts';
import { type KeptBack, keptBack, leftToOthers, nothingKeptBack } from './kept-back.ts';
import type { Schema, SyncTable } from './schema.ts';
import { selectSyncs, toSyncRecord } from './sync-records.ts';

/** The order in which syncs are worked on: what was interrupted, then by the time of coming into the queue. */
export function createSyncQueue(
  db: Kysely<Schema>,
  isShared: boolean,
): Pick<SyncStore, 'nextReady' | 'readQueue'> {
  return {
    async nextReady(now, target) {
      const at = now.getTime();
      const kept = isShared ? await keptBack(db, target, at) : nothingKeptBack;
      // Asked several times a second: only what is found is read as a whole.
      const next = (await interrupted(db, kept)) ?? (await nextQueued(db, kept, at));
      if (next === undefined) return null;
      const row = await selectSyncs(db).where('syncs.id', '=', next.id).executeTakeFirst();
      return row === undefined ? null : toSyncRecord(row);
    },
    async readQueue(target, now) {
      const isLeft = isShared ? await leftToOthers(db, target, now.getTime()) : () => false;
      const rows = await db
        .selectFrom('syncs')
        .select(['id', 'number', 'status', 'ready_at', 'wait_code', 'target_id'])
        .where('status', 'in', ['running', 'queued'])
        .execute();
      return rows.map((row) => ({
        id: row.id,
        number: row.number,
        readyAt: row.ready_at,
        state: stateOf(row),
        leftToOthers: isLeft(row),
      }));
    },
  };
}

function interrupted(db: Kysely<Schema>, { mayResume }: KeptBack) {
  return db
    .selectFrom('syncs')
    .select('id')
    .where('status', '=', 'running')
    .where(mayResume)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
}

/** While Feishu is unreachable, only the sync that found it so is tried. */
async function nextQueued(db: Kysely<Schema>, { mayStart }: KeptBack, now: number) {
  const holder = await db
    .selectFrom('syncs')
    .select('id')
    .where(holdsQueue)
    .where(mayStart)
    .orderBy('next_try_at')
    .limit(1)
    .executeTakeFirst();
  const queued = db
    .selectFrom('syncs')
    .select('id')
    .where('status', '=', 'queued')
    .where(mayStart)
    .where((eb) => isDue(eb, now))
    .orderBy('ready_at')
    .orderBy('number')
    .limit(1);
  return (holder === undefined ? queued : queued.where('id', '=', holder.id)).executeTakeFirst();
}

function stateOf({
  status,
  wait_code,
}: Pick<Selectable<SyncTable>, 'status' | 'wait_code'>): QueuedSync['state'] {
  if (status === 'running') return 'running';
  if (wait_code === null) return 'ready';
  return wait_code === 'feishu_unreachable' ? 'holding' : 'waiting';
}

type Syncs = ExpressionBuilder<Schema, 'syncs'>;

function holdsQueue(eb: Syncs) {
  return eb.and([eb('status', '=', 'queued'), eb('wait_code', '=', 'feishu_unreachable')]);
}

/** A clock that was set back must not make a wait longer. */
function isDue(eb: Syncs, now: number) {
  return eb.or([eb('wait_code', 'is', null), eb('next_try_at', '<=', now), eb('wait_set_at', '>', now)]);
}
