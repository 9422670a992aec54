import type { Kysely, Transaction } from 'kysely';
import type { SyncTarget } from '../sync/sync-record.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { isSameSpelling } from '../sync/targets.ts';
import type { Schema } from './schema.ts';

/** What the spellings of targets mean. */
export function createTargets(
  db: Kysely<Schema>,
): Pick<SyncStore, 'resolvedTarget' | 'saveResolvedTarget' | 'respellTarget'> {
  return {
    async resolvedTarget(target) {
      const row = await selectSpelling(db, target)
        .innerJoin('targets as resolved', 'resolved.id', 'targets.resolved_id')
        .select(['resolved.domain', 'resolved.app_id', 'resolved.base_token', 'resolved.tables'])
        .executeTakeFirst();
      return row === undefined ? null : toTarget(row);
    },
    saveResolvedTarget: (target, resolved) =>
      db.transaction().execute(async (transaction) => {
        const resolvedId = await keepSpelling(transaction, resolved);
        const spellings = [resolvedId, await keepSpelling(transaction, target)];
        await transaction
          .updateTable('targets')
          .set({ resolved_id: resolvedId })
          .where('id', 'in', spellings)
          .execute();
      }),
    async respellTarget(former, target) {
      if ((await findSpelling(db, target)) !== null) return;
      const id = await findSpelling(db, former);
      if (id === null) return;
      await db.updateTable('targets').set(toRow(target)).where('id', '=', id).execute();
    },
  };
}

/**
 * The numbers of every spelling that is known to mean the same as this one; none if nothing was ever stored for it.
 * Where it is not known what it means, only itself.
 */
export async function findTargets(db: Kysely<Schema>, target: SyncTarget): Promise<number[]> {
  const same = await selectSpelling(db, target)
    .innerJoin('targets as same', (join) =>
      join.on((eb) =>
        eb.or([
          eb('same.id', '=', eb.ref('targets.id')),
          eb('same.resolved_id', '=', eb.ref('targets.resolved_id')),
        ]),
      ),
    )
    .select('same.id')
    .execute();
  return same.map(({ id }) => id);
}

/** A spelling, and the number of what it means, once that is known. */
export interface KnownTarget {
  id: number;
  spelling: SyncTarget;
  resolvedId: number | null;
}

export async function listTargets(db: Kysely<Schema>): Promise<KnownTarget[]> {
  const rows = await db.selectFrom('targets').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, spelling: toTarget(row), resolvedId: row.resolved_id }));
}

/** As `resolvedTarget`, of what has been listed. */
export function meaningOf(known: readonly KnownTarget[], target: SyncTarget): SyncTarget | null {
  const resolvedId = known.find(({ spelling }) => isSameSpelling(spelling, target))?.resolvedId ?? null;
  return known.find(({ id }) => id === resolvedId)?.spelling ?? null;
}

/** The number of this spelling, a new one if need be. */
export async function keepSpelling(transaction: Transaction<Schema>, target: SyncTarget): Promise<number> {
  const known = await findSpelling(transaction, target);
  if (known !== null) return known;
  const { id } = await transaction
    .insertInto('targets')
    .values(toRow(target))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function findSpelling(db: Kysely<Schema>, target: SyncTarget): Promise<number | null> {
  const row = await selectSpelling(db, target).select('targets.id').executeTakeFirst();
  return row?.id ?? null;
}

function selectSpelling(db: Kysely<Schema>, { domain, appId, baseToken, tables }: SyncTarget) {
  return db
    .selectFrom('targets')
    .where('targets.domain', '=', domain)
    .where('targets.app_id', '=', appId)
    .where('targets.base_token', '=', baseToken)
    .where('targets.tables', '=', tables);
}

function toRow({ domain, appId, baseToken, tables }: SyncTarget) {
  return { domain, app_id: appId, base_token: baseToken, tables };
}

function toTarget(row: ReturnType<typeof toRow>): SyncTarget {
  return { domain: row.domain, appId: row.app_id, baseToken: row.base_token, tables: row.tables };
}
