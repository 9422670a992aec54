import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { SyncTarget } from '../sync/sync-record.ts';
import { areKnownToDiffer } from '../sync/targets.ts';
import type { Schema } from './schema.ts';
import { createTargets, findTargets, listTargets } from './targets.ts';

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
  const others: number[] = [];
  for (const { id, ...other } of await listTargets(db))
    if (await areKnownToDiffer(createTargets(db), target, other)) others.push(id);
  return {
    mayResume: (eb) => (own.length === 0 ? eb.lit(false) : eb('target_id', 'in', own)),
    mayStart: (eb) =>
      others.length === 0
        ? eb.lit(true)
        : eb.or([eb('target_id', 'not in', others), eb('ready_at', '<', now - waitsForItsOwnMs)]),
  };
}

/** In a store of one service nobody else will come. */
export const nothingKeptBack: KeptBack = {
  mayResume: (eb) => eb.lit(true),
  mayStart: (eb) => eb.lit(true),
};
