import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { IntentRows, Journal } from '../sync/journal.ts';
import { fromJson } from './json-text.ts';
import type { Schema } from './schema.ts';
import { findTargets } from './targets.ts';

/** The journal's view of which upload has written which field last. */
export function createFieldWrites(db: Kysely<Schema>): Pick<Journal, 'fieldsWrittenLater'> {
  return {
    async fieldsWrittenLater(target, uploadId, userIds) {
      const later = {
        ofLearners: new Map<string, Set<string>>(),
        ofEnrollments: new Map<string, Set<string>>(),
      };
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return later;
      const intents = await intentsSince(db, uploadId, targetIds);
      if (intents.every((intent) => intent.uploadId === uploadId)) return later;
      for (const intent of intents) {
        const note = intent.uploadId === uploadId ? forget : remember;
        for (const { table, userId, record, fields } of await fieldWrites(db, intent.number))
          if (userIds.has(userId)) note(later[table], record, fields);
        await nextTurn();
      }
      return later;
    },
  };
}

function remember(known: Map<string, Set<string>>, record: string, fields: readonly string[]): void {
  if (fields.length > 0) known.set(record, new Set([...(known.get(record) ?? []), ...fields]));
}

function forget(known: Map<string, Set<string>>, record: string, fields: readonly string[]): void {
  for (const field of fields) known.get(record)?.delete(field);
}

/** The completed calls of this upload and of those that came in after it, in the order of writing. */
function intentsSince(db: Kysely<Schema>, uploadId: string, targetIds: readonly number[]) {
  return db
    .selectFrom('syncs as first')
    .innerJoin('syncs', 'syncs.upload_id', 'first.id')
    .innerJoin('intents', 'intents.sync_id', 'syncs.id')
    .select(['intents.number', 'first.id as uploadId'])
    .where('first.number', '>=', (eb) =>
      eb.selectFrom('syncs as own').select('own.number').where('own.id', '=', uploadId),
    )
    .where('intents.target_id', 'in', targetIds)
    .where('intents.state', '=', 'completed')
    .orderBy('intents.number')
    .execute();
}

interface FieldWrite {
  table: 'ofLearners' | 'ofEnrollments';
  userId: string;
  /** What the record is known by: 用户ID of a learner, record id of an enrollment. */
  record: string;
  fields: string[];
}

/** Empty if its upload has been deleted a moment ago. */
async function fieldWrites(db: Kysely<Schema>, number: number): Promise<FieldWrite[]> {
  const intent = await db
    .selectFrom('intents')
    .select('body')
    .where('number', '=', number)
    .executeTakeFirst();
  if (intent === undefined) return [];
  const body = fromJson(intent.body);
  return toFieldWrites(body, hasFields(body) ? await recordIds(db, number) : []);
}

/** Whether it matters which records an intent has created. */
function hasFields(body: IntentRows): boolean {
  return body.kind === 'create_enrollments' && body.rows.some(({ fields }) => fields !== undefined);
}

async function recordIds(db: Kysely<Schema>, number: number): Promise<(string | null)[]> {
  const rows = await db
    .selectFrom('written_rows')
    .select('record_id')
    .where('intent_number', '=', number)
    .orderBy('position')
    .execute();
  return rows.map(({ record_id }) => record_id);
}

function toFieldWrites(body: IntentRows, created: readonly (string | null)[]): FieldWrite[] {
  switch (body.kind) {
    case 'create_learners':
      return body.rows.map(({ userId, fields }) => ofLearner(userId, fields));
    case 'update_learners':
      return body.rows.map(({ userId, set }) => ofLearner(userId, set));
    case 'create_enrollments':
      return body.rows.flatMap(({ userId, fields = {} }, position) =>
        ofEnrollment(userId, created[position] ?? null, fields),
      );
    case 'update_enrollments':
      return body.rows.flatMap(({ userId, recordId, set }) => ofEnrollment(userId, recordId, set));
    case 'link_enrollments':
      return [];
  }
}

function ofLearner(userId: string, fields: object): FieldWrite {
  return { table: 'ofLearners', userId, record: userId, fields: Object.keys(fields) };
}

function ofEnrollment(userId: string, record: string | null, fields: object): FieldWrite[] {
  return record === null ? [] : [{ table: 'ofEnrollments', userId, record, fields: Object.keys(fields) }];
}
