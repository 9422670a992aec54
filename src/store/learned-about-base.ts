import type { Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import { fromJson, toJson } from './json-text.ts';
import type { Schema } from './schema.ts';
import { findTargets, keepSpelling } from './targets.ts';

/** What syncs have learned about each Base. */
export function createLearnedAboutBase(
  db: Kysely<Schema>,
): Pick<SyncStore, 'learnedAboutBase' | 'saveLearnedAboutBase'> {
  return {
    async learnedAboutBase(target) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return null;
      const row = await db
        .selectFrom('base_hints')
        .selectAll()
        .where('target_id', 'in', targetIds)
        .orderBy('target_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        learnerRows: row.learner_rows,
        enrollmentRows: row.enrollment_rows,
        batchSize: row.batch_size,
        filterConditions: row.filter_conditions,
        knowsTokens: row.knows_tokens === 1,
        filtersWork: row.filters_work === null ? null : row.filters_work === 1,
        zones: fromJson(row.zones),
        othersReportedAt: row.others_reported_at,
        author: row.author,
        journaledUntil: row.journaled_until,
        room: row.room === null ? null : fromJson(row.room),
      };
    },
    saveLearnedAboutBase: (target, learned) =>
      db.transaction().execute(async (transaction) => {
        const targetId = await keepSpelling(transaction, target);
        const targetIds = await findTargets(transaction, target);
        await transaction.deleteFrom('base_hints').where('target_id', 'in', targetIds).execute();
        await transaction
          .insertInto('base_hints')
          .values({
            target_id: targetId,
            learner_rows: learned.learnerRows,
            enrollment_rows: learned.enrollmentRows,
            batch_size: learned.batchSize,
            filter_conditions: learned.filterConditions,
            knows_tokens: learned.knowsTokens ? 1 : 0,
            filters_work: learned.filtersWork === null ? null : learned.filtersWork ? 1 : 0,
            zones: toJson(learned.zones),
            others_reported_at: learned.othersReportedAt,
            author: learned.author,
            journaled_until: learned.journaledUntil,
            room: learned.room === null ? null : toJson(learned.room),
          })
          .execute();
      }),
  };
}
