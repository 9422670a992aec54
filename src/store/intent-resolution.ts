import { type Kysely, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { IntentKind, IntentRows, Journal } from '../sync/journal.ts';
import { fromJson, type JsonText } from './json-text.ts';
import type { Schema } from './schema.ts';

/** How an open intent ends. One that has ended can never end in another way. */
export function createIntentResolution(db: Kysely<Schema>): Pick<Journal, 'complete' | 'discard'> {
  return {
    complete: (intentId, recordIds, at) =>
      db.transaction().execute(async (transaction) => {
        const intent = await close(transaction, intentId, 'completed');
        await insertRows(intent, recordIds, at).execute(transaction);
        await markUndone(intent, recordIds)?.execute(transaction);
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

/** The columns that differ from row to row, in the order in which `insertRows` takes them. */
type WrittenRow = [line: number, userId: string, recordId: string | null];

function writtenRows({ rows }: IntentRows, recordIds: readonly (string | null)[]): WrittenRow[] {
  if (rows.length !== recordIds.length)
    throw broken(`${recordIds.length} record ids for ${rows.length} rows`);
  return rows.map(({ line, userId }, position) => [line, userId, recordIds[position] ?? null]);
}

/** One parameter for all rows: binding each value of 1,000 rows takes five times as long. */
function insertRows(
  { number, target_id, body }: ClosedIntent,
  recordIds: readonly (string | null)[],
  at: number,
) {
  const written = fromJson(body);
  const rows = JSON.stringify(writtenRows(written, recordIds));
  return sql`
    insert into written_rows
      (intent_number, position, target_id, kind, line, user_id, record_id, written_at, forgotten)
    select ${number}, key, ${target_id}, ${written.kind}, value ->> 0, value ->> 1, value ->> 2, ${at}, 0
    from json_each(${rows})`;
}

/** What was written once and is not there any more; null for an intent that takes nothing away. */
function markUndone({ target_id, body }: ClosedIntent, recordIds: readonly (string | null)[]) {
  const kinds = takenAway[fromJson(body).kind];
  if (kinds === undefined) return null;
  const ids = JSON.stringify(recordIds.filter((recordId) => recordId !== null));
  return sql`
    update written_rows set undone = 1
    where target_id = ${target_id} and kind in (select value from json_each(${JSON.stringify(kinds)}))
      and record_id in (select value from json_each(${ids}))`;
}

/** Which rows an undo makes void. */
const takenAway: Partial<Record<IntentKind, readonly IntentKind[]>> = {
  delete_learners: ['create_learners'],
  delete_enrollments: ['create_enrollments', 'link_enrollments'],
  unlink_enrollments: ['link_enrollments'],
};

function broken(what: string): AppError {
  return new AppError('internal', { cause: new Error(what) });
}
