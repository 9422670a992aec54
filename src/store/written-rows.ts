import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Journal, SyncRows, WrittenIntent, WrittenRow } from '../sync/journal.ts';
import { fromJson } from './json-text.ts';
import type { Schema } from './schema.ts';

/** The journal's view of what an upload has written, by whichever of its syncs. */
export function createWrittenRows(
  db: Kysely<Schema>,
): Pick<Journal, 'completedBy' | 'writtenByUpload' | 'writtenBy' | 'takenBack' | 'linesTakenBack'> {
  return {
    async completedBy(syncId) {
      const intents = await db
        .selectFrom('intents')
        .select('body')
        .where('sync_id', '=', syncId)
        .where('state', '=', 'completed')
        .orderBy('number')
        .execute();
      return intents.map(({ body }) => fromJson(body));
    },
    async writtenByUpload(uploadId) {
      const written: WrittenRow[] = [];
      for (const intent of await completedIntents(db, uploadId, 'sync')) {
        for (const row of await rowsOf(db, intent.number)) written.push({ syncId: intent.sync_id, ...row });
        // An upload can have written 50,000 rows, and others want to be answered in between.
        await nextTurn();
      }
      return written;
    },
    writtenBy: (syncId) => writtenIntents(db, [syncId]),
    async takenBack(syncId) {
      const undos = await db.selectFrom('syncs').select('id').where('undoes', '=', syncId).execute();
      return writtenIntents(
        db,
        undos.map(({ id }) => id),
      );
    },
    async linesTakenBack(uploadId) {
      const lines = new Map<number, number>();
      for (const { number, undo } of await completedIntents(db, uploadId, 'undo')) {
        const rows = await db
          .selectFrom('written_rows')
          .select('line')
          .where('intent_number', '=', number)
          .where('record_id', 'is not', null)
          .execute();
        for (const { line } of rows) lines.set(line, undo);
        await nextTurn();
      }
      return lines;
    },
  };
}

function completedIntents(db: Kysely<Schema>, uploadId: string, kind: 'sync' | 'undo') {
  return db
    .selectFrom('intents')
    .innerJoin('syncs', 'syncs.id', 'intents.sync_id')
    .select(['intents.number', 'intents.sync_id', 'syncs.number as undo'])
    .where('syncs.upload_id', '=', uploadId)
    .where('syncs.kind', '=', kind)
    .where('intents.state', '=', 'completed')
    .orderBy('intents.number')
    .execute();
}

async function rowsOf(db: Kysely<Schema>, intentNumber: number) {
  const rows = await db
    .selectFrom('written_rows')
    .select(['kind', 'line', 'user_id as userId', 'record_id as recordId', 'written_at as writtenAt'])
    .where('intent_number', '=', intentNumber)
    .where('undone', '=', 0)
    .orderBy('position')
    .execute();
  // A sync has no others.
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as SyncRows['kind'] }));
}

async function writtenIntents(db: Kysely<Schema>, syncIds: readonly string[]): Promise<WrittenIntent[]> {
  if (syncIds.length === 0) return [];
  const intents = await db
    .selectFrom('intents')
    .select('number')
    .where('sync_id', 'in', syncIds)
    .where('state', '=', 'completed')
    .orderBy('number')
    .execute();
  const written: WrittenIntent[] = [];
  for (const { number } of intents) {
    const intent = await writtenIntent(db, number);
    if (intent !== null) written.push(intent);
    await nextTurn();
  }
  return written;
}

/** null if its upload has been deleted a moment ago. */
export async function writtenIntent(db: Kysely<Schema>, number: number): Promise<WrittenIntent | null> {
  const intent = await db
    .selectFrom('intents')
    .select(['body', 'sent_at'])
    .where('number', '=', number)
    .executeTakeFirst();
  if (intent === undefined) return null;
  const rows = await db
    .selectFrom('written_rows')
    .select(['record_id', 'written_at'])
    .where('intent_number', '=', number)
    .orderBy('position')
    .execute();
  return {
    intent: fromJson(intent.body),
    recordIds: rows.map(({ record_id }) => record_id),
    writtenAt: rows[0]?.written_at ?? intent.sent_at,
  };
}
