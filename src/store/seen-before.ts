import type { Kysely } from 'kysely';
import type { SettledDoubt } from '../sync/odd/settled-doubt.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { chunks } from './chunks.ts';
import type { Schema } from './schema.ts';
import { selectSyncs, toSyncRecord } from './sync-records.ts';
import { findTargets, keepSpelling } from './targets.ts';

const rowsPerInsert = 200;

/** What is known from before that makes a file odd, or that people have settled. */
export function createSeenBefore(
  db: Kysely<Schema>,
): Pick<
  SyncStore,
  'sameFileBefore' | 'seenInBase' | 'addSeenInBase' | 'settledDoubts' | 'keepSettledDoubts'
> {
  return {
    async sameFileBefore({ uploadId, target }) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return [];
      const rows = await selectSyncs(db)
        .innerJoin('uploads as other', 'other.id', 'syncs.upload_id')
        .innerJoin('uploads as own', 'own.file_hash', 'other.file_hash')
        .where('own.id', '=', uploadId)
        .where('other.id', '!=', uploadId)
        .where('syncs.target_id', 'in', targetIds)
        .where('syncs.dry_run', '=', 0)
        .where('syncs.status', 'in', ['succeeded', 'partial'])
        .orderBy('syncs.number', 'desc')
        .execute();
      return rows.map(toSyncRecord).filter(({ kind, undoneBy }) => kind === 'sync' && undoneBy === null);
    },
    async seenInBase(target) {
      const targetIds = await findTargets(db, target);
      const rows =
        targetIds.length === 0
          ? []
          : await db
              .selectFrom('seen_in_base')
              .select(['kind', 'name'])
              .where('target_id', 'in', targetIds)
              .execute();
      const namesOf = (kind: 'course' | 'id_shape') =>
        rows.flatMap((row) => (row.kind === kind ? row.name : []));
      return { courses: namesOf('course'), idShapes: namesOf('id_shape') };
    },
    async addSeenInBase(target, { courses, idShapes }) {
      if (courses.length + idShapes.length === 0) return;
      await db.transaction().execute(async (transaction) => {
        const targetId = await keepSpelling(transaction, target);
        const rows = [
          ...courses.map((name) => ({ target_id: targetId, kind: 'course' as const, name })),
          ...idShapes.map((name) => ({ target_id: targetId, kind: 'id_shape' as const, name })),
        ];
        for (const some of chunks(rows, rowsPerInsert))
          await transaction
            .insertInto('seen_in_base')
            .values(some)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
      });
    },
    async settledDoubts(target, since) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return [];
      const rows = await db
        .selectFrom('settled_doubts')
        .selectAll()
        .where('target_id', 'in', targetIds)
        .where('settled_at', '>=', since.getTime())
        .execute();
      return rows.map(
        ({ course_key, code, cause, size, settled_by }): SettledDoubt => ({
          ...{ courseKey: course_key, code, cause, size, by: settled_by },
        }),
      );
    },
    keepSettledDoubts: (target, doubts, at) =>
      db.transaction().execute(async (transaction) => {
        const targetId = await keepSpelling(transaction, target);
        const rows = doubts.map(({ courseKey, code, cause, size, by }) => ({
          ...{ target_id: targetId, course_key: courseKey, code, cause, size },
          ...{ settled_by: by, settled_at: at.getTime() },
        }));
        for (const some of chunks(rows, rowsPerInsert))
          await transaction
            .insertInto('settled_doubts')
            .values(some)
            .onConflict((conflict) =>
              conflict.columns(['target_id', 'course_key', 'code', 'cause']).doUpdateSet((eb) => ({
                size: eb.ref('excluded.size'),
                settled_by: eb.ref('excluded.settled_by'),
                settled_at: eb.ref('excluded.settled_at'),
              })),
            )
            .execute();
      }),
  };
}
