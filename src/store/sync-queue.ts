import type { ExpressionBuilder, Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import { areKnownToDiffer } from '../sync/targets.ts';
import { type KeptBack, keptBack, nothingKeptBack } from './kept-back.ts';
import type { Schema } from './schema.ts';
import { selectSyncs, toSyncRecord } from './sync-records.ts';
import { createTargets } from './targets.ts';

/** The order in which syncs are worked on: what was interrupted, then by the time of coming into the queue. */
export function createSyncQueue(
  db: Kysely<Schema>,
  isShared: boolean,
): Pick<SyncStore, 'nextReady' | 'queuedBefore' | 'isHeld' | 'isLeftToOthers'> {
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
    async queuedBefore(id) {
      const own = await db
        .selectFrom('syncs')
        .select(['status', 'ready_at', 'number', 'wait_code'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (own?.status !== 'queued' || own.wait_code !== null) return 0;
      const { ahead } = await db
        .selectFrom('syncs')
        .select((eb) => eb.fn.countAll<number>().as('ahead'))
        .where((eb) =>
          eb.or([
            eb('status', '=', 'running'),
            holdsQueue(eb),
            eb.and([
              eb('status', '=', 'queued'),
              eb('wait_code', 'is', null),
              eb(eb.refTuple('ready_at', 'number'), '<', eb.tuple(own.ready_at, own.number)),
            ]),
          ]),
        )
        .executeTakeFirstOrThrow();
      return ahead;
    },
    async isHeld() {
      const holder = await db.selectFrom('syncs').select('id').where(holdsQueue).executeTakeFirst();
      return holder !== undefined;
    },
    async isLeftToOthers({ id, target: its }, target, now) {
      if (!isShared || !(await areKnownToDiffer(createTargets(db), its, target))) return false;
      const { mayStart } = await keptBack(db, target, now.getTime());
      const left = await db
        .selectFrom('syncs')
        .select('id')
        .where('id', '=', id)
        .where('status', '=', 'queued')
        .where((eb) => eb.not(mayStart(eb)))
        .executeTakeFirst();
      return left !== undefined;
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

type Syncs = ExpressionBuilder<Schema, 'syncs'>;

function holdsQueue(eb: Syncs) {
  return eb.and([eb('status', '=', 'queued'), eb('wait_code', '=', 'feishu_unreachable')]);
}

/** A clock that was set back must not make a wait longer. */
function isDue(eb: Syncs, now: number) {
  return eb.or([eb('wait_code', 'is', null), eb('next_try_at', '<=', now), eb('wait_set_at', '>', now)]);
}
