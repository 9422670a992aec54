import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { CreatedContent, CreatedRecord, Journal, RecordOfLearner } from '../sync/journal.ts';
import { chunks } from './chunks.ts';
import { completedSince } from './completed-since.ts';
import { fromJson } from './json-text.ts';
import { isOneOf } from './records-of-learners.ts';
import type { Schema } from './schema.ts';
import { findTargets } from './targets.ts';

/** Short enough for the event loop, which is free between two queries. */
const idsPerQuery = 500;

const recordColumns = [
  'kind',
  'user_id as userId',
  'record_id as recordId',
  'written_at as writtenAt',
] as const;

/** The journal's view of what this service has created in a Base. */
export function createCreatedRecords(
  db: Kysely<Schema>,
): Pick<Journal, 'createdRecords' | 'latestCreated' | 'createdContent' | 'forgetRecords'> {
  return {
    async createdRecords(target, userIds) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return [];
      const records: CreatedRecord[] = [];
      for (const ids of chunks([...userIds], idsPerQuery)) {
        for (const row of await createdRows(db, targetIds, ids)) records.push(...toCreatedRecord(row));
        await nextTurn();
      }
      return records;
    },
    async latestCreated(target, kind, since) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return null;
      const creates = kind === 'learner' ? 'create_learners' : 'create_enrollments';
      const numbers = await completedSince(db, targetIds, since, [creates]);
      for (const number of numbers.reverse()) {
        const [latest] = (await lastRow(db, number)).flatMap(toCreatedRecord);
        if (latest !== undefined) return latest;
      }
      return null;
    },
    async createdContent(target, records) {
      if (records.length === 0) return [];
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return [];
      const contents: CreatedContent[] = [];
      for (const some of chunks(records, idsPerQuery)) {
        for (const intent of await intentsOf(db, targetIds, some)) contents.push(...contentsOf(intent));
        await nextTurn();
      }
      return contents;
    },
    async forgetRecords(target, records) {
      if (records.length === 0) return;
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return;
      for (const some of chunks(records, idsPerQuery)) {
        await db
          .updateTable('written_rows')
          .set({ forgotten: 1 })
          .where('target_id', 'in', targetIds)
          .where(isOneOf(some))
          .execute();
        await nextTurn();
      }
    },
  };
}

function createdRows(db: Kysely<Schema>, targetIds: readonly number[], userIds: readonly string[]) {
  return db
    .selectFrom('written_rows')
    .select(recordColumns)
    .where('target_id', 'in', targetIds)
    .where('user_id', 'in', userIds)
    .where('kind', 'in', ['create_learners', 'create_enrollments'])
    .where('forgotten', '=', 0)
    .where('undone', '=', 0)
    .orderBy('intent_number')
    .orderBy('position')
    .execute();
}

/** At most one. */
function lastRow(db: Kysely<Schema>, intentNumber: number) {
  return db
    .selectFrom('written_rows')
    .select(recordColumns)
    .where('intent_number', '=', intentNumber)
    .where('record_id', 'is not', null)
    .where('forgotten', '=', 0)
    .where('undone', '=', 0)
    .orderBy('position', 'desc')
    .limit(1)
    .execute();
}

function toCreatedRecord(row: Awaited<ReturnType<typeof createdRows>>[number]): CreatedRecord[] {
  const { userId, recordId, writtenAt } = row;
  if (recordId === null) return [];
  return [{ kind: row.kind === 'create_learners' ? 'learner' : 'enrollment', userId, recordId, writtenAt }];
}

/** The bodies of the intents that created these records, and where in them each stands. */
async function intentsOf(
  db: Kysely<Schema>,
  targetIds: readonly number[],
  records: readonly RecordOfLearner[],
) {
  const rows = await db
    .selectFrom('written_rows')
    .select(['intent_number', 'position', 'record_id as recordId', 'written_at as writtenAt'])
    .where('target_id', 'in', targetIds)
    .where(isOneOf(records))
    .where('kind', 'in', ['create_learners', 'create_enrollments'])
    .execute();
  const numbers = [...new Set(rows.map(({ intent_number }) => intent_number))];
  const intents = await db
    .selectFrom('intents')
    .select(['number', 'body'])
    .where('number', 'in', numbers)
    .execute();
  return intents.map(({ number, body }) => ({
    body: fromJson(body),
    rows: rows.filter(({ intent_number }) => intent_number === number),
  }));
}

type IntentWithRows = Awaited<ReturnType<typeof intentsOf>>[number];

function contentsOf({ body, rows }: IntentWithRows): CreatedContent[] {
  return rows.flatMap((row) => contentOf(body, row));
}

/** Empty for a row that is not known to be written, and for a write that created nothing. */
function contentOf(
  body: IntentWithRows['body'],
  { position, recordId, writtenAt }: IntentWithRows['rows'][number],
): CreatedContent[] {
  if (recordId === null) return [];
  switch (body.kind) {
    case 'create_learners': {
      const row = body.rows[position];
      return row === undefined ? [] : [{ kind: 'learner', recordId, writtenAt, row }];
    }
    case 'create_enrollments': {
      const row = body.rows[position];
      return row === undefined ? [] : [{ kind: 'enrollment', recordId, writtenAt, row }];
    }
    default:
      return [];
  }
}
