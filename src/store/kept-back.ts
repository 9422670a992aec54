import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool } from 'kysely';
import type { SyncTarget } from '../sync/sync-record.ts';
import { areKnownToDiffer } from '../sync/targets.ts';
import type { Schema, SyncTable } from './schema.ts';
import { findTargets, listTargets, meaningOf } from './targets.ts';

type Syncs = ExpressionBuilder<Schema, 'syncs'>;

/** Which syncs of a store that several services share are for this one. */
export interface KeptBack {
  /** One that is being worked on: only if it is known to be of our target. */
  mayResume(eb: Syncs): Expression<SqlBool>;
  /** One that waits: unless it is known to be of another target, whose own service has this long to come. */
  mayStart(eb: Syncs): Expression<SqlBool>;
}

const waitsForItsOwnMs = 24 * 3_600_000;

/** @param now epoch ms */
export async function keptBack(db: Kysely<Schema>, target: SyncTarget, now: number): Promise<KeptBack> {
  const own = await findTargets(db, target);
  const others = await findOthers(db, target);
  return {
    mayResume: (eb) => (own.length === 0 ? eb.lit(false) : eb('target_id', 'in', own)),
    mayStart: (eb) =>
      others.length === 0
        ? eb.lit(true)
        : eb.or([eb('target_id', 'not in', others), eb('ready_at', '<', now - waitsForItsOwnMs)]),
  };
}

/** Which syncs of the queue are of another target, and not started here, for now. @param now epoch ms */
export async function leftToOthers(db: Kysely<Schema>, target: SyncTarget, now: number) {
  const others = new Set(await findOthers(db, target));
  return (sync: Pick<Selectable<SyncTable>, 'target_id' | 'status' | 'ready_at'>): boolean =>
    others.has(sync.target_id) && (sync.status === 'running' || sync.ready_at >= now - waitsForItsOwnMs);
}

/** The numbers of every spelling that is known to mean another target. */
async function findOthers(db: Kysely<Schema>, target: SyncTarget): Promise<number[]> {
  const known = await listTargets(db);
  const syncs = { resolvedTarget: async (spelling: SyncTarget) => meaningOf(known, spelling) };
  const others: number[] = [];
  for (const { id, spelling } of known) if (await areKnownToDiffer(syncs, target, spelling)) others.push(id);
  return others;
}

/** In a store of one service nobody else will come. */
export const nothingKeptBack: KeptBack = {
  mayResume: (eb) => eb.lit(true),
  mayStart: (eb) => eb.lit(true),
};
