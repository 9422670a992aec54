import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { IntentRows, Journal } from '../sync/journal.ts';
import { fromJson } from './json-text.ts';
import type { Schema } from './schema.ts';
import { findTargets } from './targets.ts';

/** The journal's view of which upload has written which field of a learner last. */
export function createLearnerFieldWrites(db: Kysely<Schema>): Pick<Journal, 'fieldsWrittenLater'> {
  return {
    async fieldsWrittenLater(target, uploadId, userIds) {
      const intents = await intentsSince(db, uploadId, await findTargets(db, target));
      const later = new Map<string, Set<string>>();
      if (intents.every((intent) => intent.uploadId === uploadId)) return later;
      for (const intent of intents) {
        for (const { userId, fields } of await fieldsWritten(db, intent.number)) {
          if (!userIds.has(userId)) continue;
          const others = [...(later.get(userId) ?? [])].filter((field) => !fields.includes(field));
          const known = intent.uploadId === uploadId ? others : [...others, ...fields];
          if (known.length === 0) later.delete(userId);
          else later.set(userId, new Set(known));
        }
        await nextTurn();
      }
      return later;
    },
  };
}

/** The completed calls for learners of this upload and of those that came in after it, in the order of writing. */
function intentsSince(db: Kysely<Schema>, uploadId: string, targetIds: readonly number[]) {
  return (
    db
      .selectFrom('syncs as first')
      .innerJoin('syncs', 'syncs.upload_id', 'first.id')
      .innerJoin('intents', 'intents.sync_id', 'syncs.id')
      .innerJoin('written_rows as row', 'row.intent_number', 'intents.number')
      .select(['intents.number', 'first.id as uploadId'])
      .where('first.number', '>=', (eb) =>
        eb.selectFrom('syncs as own').select('own.number').where('own.id', '=', uploadId),
      )
      .where('intents.target_id', 'in', targetIds)
      // All rows of a call are of one kind, and only a completed one has any.
      .where('row.position', '=', 0)
      .where('row.kind', 'in', ['create_learners', 'update_learners'])
      .orderBy('intents.number')
      .execute()
  );
}

interface FieldsWritten {
  userId: string;
  fields: string[];
}

/** Empty if its upload has been deleted a moment ago. */
async function fieldsWritten(db: Kysely<Schema>, number: number): Promise<FieldsWritten[]> {
  const row = await db.selectFrom('intents').select('body').where('number', '=', number).executeTakeFirst();
  return row === undefined ? [] : fieldsOf(fromJson(row.body));
}

function fieldsOf(body: IntentRows): FieldsWritten[] {
  switch (body.kind) {
    case 'create_learners':
      return body.rows.map(({ userId, fields }) => ({ userId, fields: Object.keys(fields) }));
    case 'update_learners':
      return body.rows.map(({ userId, set }) => ({ userId, fields: Object.keys(set) }));
    case 'create_enrollments':
    case 'update_enrollments':
    case 'link_enrollments':
      return [];
  }
}
