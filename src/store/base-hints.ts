import type { Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import type { Schema } from './schema.ts';
import { findTarget, keepTarget } from './targets.ts';

/** What the last sync has learned about each Base. */
export function createLearnedAboutBase(
  db: Kysely<Schema>,
): Pick<SyncStore, 'learnedAboutBase' | 'saveLearnedAboutBase'> {
  return {
    async learnedAboutBase(target) {
      const targetId = await findTarget(db, target);
      if (targetId === null) return null;
      const row = await db
        .selectFrom('base_hints')
        .selectAll()
        .where('target_id', '=', targetId)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        learnerRows: row.learner_rows,
        enrollmentRows: row.enrollment_rows,
        batchSize: row.batch_size,
        filterConditions: row.filter_conditions,
        knowsTokens: row.knows_tokens === 1,
        filtersWork: row.filters_work === null ? null : row.filters_work === 1,
      };
    },
    saveLearnedAboutBase: (target, learned) =>
      db.transaction().execute(async (transaction) => {
        const row = {
          learner_rows: learned.learnerRows,
          enrollment_rows: learned.enrollmentRows,
          batch_size: learned.batchSize,
          filter_conditions: learned.filterConditions,
          knows_tokens: learned.knowsTokens ? (1 as const) : (0 as const),
          filters_work: learned.filtersWork === null ? null : Number(learned.filtersWork),
        };
        await transaction
          .insertInto('base_hints')
          .values({ target_id: await keepTarget(transaction, target), ...row })
          .onConflict((conflict) => conflict.column('target_id').doUpdateSet(row))
          .execute();
      }),
  };
}
