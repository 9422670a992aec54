import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { CreatedRecord, Journal } from '../sync/journal.ts';
import { chunks } from './chunks.ts';
import type { Schema } from './schema.ts';
import { findTarget } from './targets.ts';

/** Short enough for the event loop, which is free between two queries. */
const idsPerQuery = 500;

/** The journal's view of what this service has created in a Base. */
export function createCreatedRecords(db: Kysely<Schema>): Pick<Journal, 'createdRecords' | 'forgetRecords'> {
  return {
    async createdRecords(target, userIds) {
      const targetId = await findTarget(db, target);
      if (targetId === null) return [];
      const records: CreatedRecord[] = [];
      for (const ids of chunks([...userIds], idsPerQuery)) {
        for (const row of await createdRows(db, targetId, ids)) records.push(...toCreatedRecord(row));
        await nextTurn();
      }
      return records;
    },
    async forgetRecords(target, recordIds) {
      const targetId = await findTarget(db, target);
      for (const ids of chunks(recordIds, idsPerQuery)) {
        await db
          .updateTable('written_rows')
          .set({ forgotten: 1 })
          .where('target_id', '=', targetId)
          .where('record_id', 'in', ids)
          .execute();
        await nextTurn();
      }
    },
  };
}

function createdRows(db: Kysely<Schema>, targetId: number, userIds: readonly string[]) {
  return db
    .selectFrom('written_rows')
    .select(['kind', 'user_id as userId', 'record_id as recordId', 'written_at as writtenAt'])
    .where('target_id', '=', targetId)
    .where('user_id', 'in', userIds)
    .where('kind', 'in', ['create_learners', 'create_enrollments'])
    .where('forgotten', '=', 0)
    .orderBy('intent_number')
    .orderBy('position')
    .execute();
}

function toCreatedRecord(row: Awaited<ReturnType<typeof createdRows>>[number]): CreatedRecord[] {
  const { userId, recordId, writtenAt } = row;
  if (recordId === null) return [];
  return [{ kind: row.kind === 'create_learners' ? 'learner' : 'enrollment', userId, recordId, writtenAt }];
}
