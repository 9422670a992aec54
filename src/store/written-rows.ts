import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Journal, WrittenRow } from '../sync/journal.ts';
import { fromJson } from './json-text.ts';
import type { Schema } from './schema.ts';

/** The journal's view of what an upload has written, by whichever of its syncs. */
export function createWrittenRows(db: Kysely<Schema>): Pick<Journal, 'completedBy' | 'writtenByUpload'> {
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
      for (const intent of await completedIntents(db, uploadId)) {
        for (const row of await rowsOf(db, intent.number)) written.push({ syncId: intent.sync_id, ...row });
        // An upload can have written 50,000 rows, and others want to be answered in between.
        await nextTurn();
      }
      return written;
    },
  };
}

function completedIntents(db: Kysely<Schema>, uploadId: string) {
  return db
    .selectFrom('intents')
    .innerJoin('syncs', 'syncs.id', 'intents.sync_id')
    .select(['intents.number', 'intents.sync_id'])
    .where('syncs.upload_id', '=', uploadId)
    .where('intents.state', '=', 'completed')
    .orderBy('intents.number')
    .execute();
}

function rowsOf(db: Kysely<Schema>, intentNumber: number) {
  return db
    .selectFrom('written_rows')
    .select(['kind', 'line', 'user_id as userId', 'record_id as recordId', 'written_at as writtenAt'])
    .where('intent_number', '=', intentNumber)
    .orderBy('position')
    .execute();
}
