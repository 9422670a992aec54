import type { Insertable, Kysely } from 'kysely';
import { AppError } from '../errors.ts';
import type { IntentRows, Journal } from '../sync/journal.ts';
import { chunks } from './chunks.ts';
import { fromJson, type JsonText } from './json-text.ts';
import type { Schema } from './schema.ts';

/** Far below the 32,766 parameters that a SQLite statement may have: https://www.sqlite.org/limits.html */
const rowsPerInsert = 200;

/** How an open intent ends. One that has ended can never end in another way. */
export function createIntentSettling(db: Kysely<Schema>): Pick<Journal, 'complete' | 'discard'> {
  return {
    complete: (intentId, recordIds, at) =>
      db.transaction().execute(async (transaction) => {
        const intent = await close(transaction, intentId, 'completed');
        for (const rows of chunks(writtenRows(intent, recordIds, at), rowsPerInsert)) {
          await transaction.insertInto('written_rows').values(rows).execute();
        }
      }),
    async discard(intentId) {
      await close(db, intentId, 'discarded');
    },
  };
}

interface ClosedIntent {
  number: number;
  target_id: number;
  body: JsonText<IntentRows>;
}

async function close(
  db: Kysely<Schema>,
  intentId: string,
  state: 'completed' | 'discarded',
): Promise<ClosedIntent> {
  const intent = await db
    .updateTable('intents')
    .set({ state })
    .where('id', '=', intentId)
    .where('state', '=', 'open')
    .returning(['number', 'target_id', 'body'])
    .executeTakeFirst();
  if (intent === undefined) throw broken(`intent ${intentId} is not open`);
  return intent;
}

function writtenRows(
  intent: ClosedIntent,
  recordIds: readonly (string | null)[],
  at: number,
): Insertable<Schema['written_rows']>[] {
  const { kind, rows } = fromJson(intent.body);
  if (rows.length !== recordIds.length)
    throw broken(`${recordIds.length} record ids for ${rows.length} rows`);
  return recordIds.flatMap((recordId, position) => {
    const row = rows[position];
    if (row === undefined) return [];
    return {
      intent_number: intent.number,
      position,
      target_id: intent.target_id,
      kind,
      line: row.line,
      user_id: row.userId,
      record_id: recordId,
      course: 'course' in row ? row.course : null,
      day: 'day' in row ? row.day : null,
      written_at: at,
      forgotten: 0,
    };
  });
}

function broken(what: string): AppError {
  return new AppError('internal', { cause: new Error(what) });
}
