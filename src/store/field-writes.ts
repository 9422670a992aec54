import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { IntentRows, Journal, WrittenIntent } from '../sync/journal.ts';
import { fromJson } from './json-text.ts';
import type { Schema } from './schema.ts';
import { findTargets } from './targets.ts';
import { writtenIntent } from './written-rows.ts';

/** The journal's view of which upload, or sync, has written which field last. */
export function createFieldWrites(
  db: Kysely<Schema>,
): Pick<Journal, 'fieldsWrittenLater' | 'fieldsWrittenSince'> {
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
        const isOwn = intent.uploadId === uploadId;
        for (const { table, userId, record, fields, isUndo } of await fieldWrites(db, intent.number)) {
          const note = isOwn || isUndo ? forget : remember;
          if (userIds.has(userId)) note(later[table], record, fields);
        }
        await nextTurn();
      }
      return later;
    },
    async fieldsWrittenSince(target, syncId, recordIds) {
      const since = new Map<string, Set<string>>();
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return since;
      for (const number of await othersSince(db, syncId, targetIds)) {
        const written = await writtenIntent(db, number);
        for (const { record, fields, isUndo } of written === null ? [] : cellsOf(written))
          if (recordIds.has(record)) (isUndo ? forget : remember)(since, record, fields);
        await nextTurn();
      }
      return since;
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

/** The completed calls of other syncs that came after the first one of this sync, in the order of writing. */
async function othersSince(
  db: Kysely<Schema>,
  syncId: string,
  targetIds: readonly number[],
): Promise<number[]> {
  const intents = await db
    .selectFrom('intents')
    .select('number')
    .where('number', '>', (eb) =>
      eb
        .selectFrom('intents as own')
        .select((own) => own.fn.min('own.number').as('first'))
        .where('own.sync_id', '=', syncId),
    )
    .where('sync_id', '!=', syncId)
    .where('target_id', 'in', targetIds)
    .where('state', '=', 'completed')
    .orderBy('number')
    .execute();
  return intents.map(({ number }) => number);
}

interface CellWrite {
  record: string;
  fields: string[];
  isUndo: boolean;
}

/** By record id, for every kind that changes a record which was there. */
function cellsOf({ intent }: WrittenIntent): CellWrite[] {
  switch (intent.kind) {
    case 'update_learners':
    case 'update_enrollments':
    case 'restore_learners':
    case 'restore_enrollments':
      return intent.rows.map(({ recordId, set }) => ({
        record: recordId,
        fields: Object.keys(set),
        isUndo: intent.kind === 'restore_learners' || intent.kind === 'restore_enrollments',
      }));
    default:
      return [];
  }
}

interface FieldWrite {
  table: 'ofLearners' | 'ofEnrollments';
  userId: string;
  /** What the record is known by: 用户ID of a learner, record id of an enrollment. */
  record: string;
  fields: string[];
  /** The fields were given back what they had held before. */
  isUndo: boolean;
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
    case 'restore_learners':
      return body.rows.map(({ userId, set }) => ({ ...ofLearner(userId, set), isUndo: true }));
    case 'restore_enrollments':
      return body.rows.flatMap(({ userId, recordId, set }) =>
        ofEnrollment(userId, recordId, set).map((write) => ({ ...write, isUndo: true })),
      );
    // Whoever writes a record anew that was deleted writes all of it.
    default:
      return [];
  }
}

function ofLearner(userId: string, fields: object): FieldWrite {
  return { table: 'ofLearners', userId, record: userId, fields: Object.keys(fields), isUndo: false };
}

function ofEnrollment(userId: string, record: string | null, fields: object): FieldWrite[] {
  if (record === null) return [];
  return [{ table: 'ofEnrollments', userId, record, fields: Object.keys(fields), isUndo: false }];
}
