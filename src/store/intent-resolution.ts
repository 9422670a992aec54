import { type Kysely, sql, type Transaction } from 'kysely';
import { AppError } from '../errors.ts';
import type { Answered, IntentKind, Journal } from '../sync/journal.ts';
import type { Dialect } from './dialect.ts';
import { isOneOf } from './records-of-learners.ts';
import type { Schema } from './schema.ts';

/** How an open intent ends. One that has ended can never end in another way. */
export function createIntentResolution(
  db: Kysely<Schema>,
  dialect: Dialect,
): Pick<Journal, 'complete' | 'discard'> {
  return {
    complete: (answered) =>
      db.transaction().execute((transaction) => completeIntent(transaction, dialect, answered)),
    async discard(intentId) {
      await close(db, intentId, 'discarded');
    },
  };
}

async function completeIntent(
  transaction: Transaction<Schema>,
  dialect: Dialect,
  answered: Answered,
): Promise<void> {
  const closed = await close(transaction, answered.intent.id, 'completed');
  await insertRows(dialect, closed, answered).execute(transaction);
  await markUndone(transaction, closed, answered);
}

interface ClosedIntent {
  number: number;
  target_id: number;
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
    .returning(['number', 'target_id'])
    .executeTakeFirst();
  if (intent === undefined) throw broken(`intent ${intentId} is not open`);
  return intent;
}

/** The columns that differ from row to row, in the order in which `insertRows` takes them. */
type WrittenRow = [line: number, userId: string, recordId: string | null];

function writtenRows({ intent: { rows }, recordIds }: Answered): WrittenRow[] {
  if (rows.length !== recordIds.length)
    throw broken(`${recordIds.length} record ids for ${rows.length} rows`);
  return rows.map(({ line, userId }, position) => [line, userId, recordIds[position] ?? null]);
}

/** One parameter for all rows: binding each value of 1,000 rows takes five times as long. */
function insertRows(dialect: Dialect, { number, target_id }: ClosedIntent, answered: Answered) {
  const rows = JSON.stringify(writtenRows(answered));
  const { intent, at } = answered;
  return sql`
    insert into written_rows
      (intent_number, position, target_id, kind, line, user_id, record_id, written_at, forgotten)
    select cast(${number} as bigint), key, cast(${target_id} as bigint), cast(${intent.kind} as text),
      cast(value ->> 0 as bigint), value ->> 1, value ->> 2, cast(${at} as bigint), 0
    from ${dialect.elementsOf(rows)}`;
}

/** What was written once and is not there any more; nothing, for an intent that takes nothing away. */
async function markUndone(
  transaction: Transaction<Schema>,
  { target_id }: ClosedIntent,
  { intent: { kind, rows }, recordIds }: Answered,
): Promise<void> {
  const kinds = takenAway[kind];
  if (kinds === undefined) return;
  const gone = rows.flatMap(({ userId }, index) => {
    const recordId = recordIds[index] ?? null;
    return recordId === null ? [] : [{ userId, recordId }];
  });
  if (gone.length === 0) return;
  await transaction
    .updateTable('written_rows')
    .set({ undone: 1 })
    .where('target_id', '=', target_id)
    .where('kind', 'in', kinds)
    .where(isOneOf(gone))
    .execute();
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
