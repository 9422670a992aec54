import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Journal, RecentWrite, RecentWrites, WrittenIntent } from '../sync/journal.ts';
import type { Schema } from './schema.ts';
import { findTargets } from './targets.ts';
import { writtenIntent } from './written-rows.ts';

/** The journal's view of what has just been done to records that were there. */
export function createRecentWrites(db: Kysely<Schema>): Pick<Journal, 'recentWrites'> {
  return {
    async recentWrites(target, since) {
      const recent: Noted = { deleted: new Map(), cells: new Map(), links: new Map() };
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return recent;
      for (const number of await intentsSince(db, targetIds, since)) {
        const written = await writtenIntent(db, number);
        if (written !== null) note(recent, written);
        await nextTurn();
      }
      return recent;
    },
  };
}

/** In the order of writing. `written_rows` knows the kind without the body having to be read. */
async function intentsSince(
  db: Kysely<Schema>,
  targetIds: readonly number[],
  since: number,
): Promise<number[]> {
  const intents = await db
    .selectFrom('intents')
    .select('number')
    .where('target_id', 'in', targetIds)
    .where('state', '=', 'completed')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('written_rows')
          .select('position')
          .whereRef('intent_number', '=', 'intents.number')
          .where('position', '=', 0)
          .where('written_at', '>=', since)
          .where('kind', 'not in', ['create_learners', 'create_enrollments']),
      ),
    )
    .orderBy('number')
    .execute();
  return intents.map(({ number }) => number);
}

interface Noted extends RecentWrites {
  deleted: Map<string, number>;
  cells: Map<string, Map<string, RecentWrite<string>>>;
  links: Map<string, RecentWrite<readonly string[]>>;
}

function note({ deleted, cells, links }: Noted, { intent, recordIds, writtenAt: at }: WrittenIntent): void {
  switch (intent.kind) {
    case 'delete_learners':
    case 'delete_enrollments':
      for (const recordId of recordIds) if (recordId !== null) deleted.set(recordId, at);
      return;
    case 'update_learners':
    case 'update_enrollments':
    case 'restore_learners':
    case 'restore_enrollments':
      for (const { recordId, set, before } of intent.rows) {
        const fields = cells.get(recordId) ?? new Map<string, RecentWrite<string>>();
        for (const [field, value] of Object.entries(set))
          fields.set(field, { value, before: before[field] ?? '', at });
        cells.set(recordId, fields);
      }
      return;
    case 'link_enrollments':
      for (const { recordId, learnerRecordId } of intent.rows)
        links.set(recordId, { value: [learnerRecordId], before: [], at });
      return;
    case 'unlink_enrollments':
      for (const { recordId, learnerRecordId } of intent.rows)
        links.set(recordId, { value: [], before: [learnerRecordId], at });
      return;
    case 'create_learners':
    case 'create_enrollments':
      return;
  }
}
