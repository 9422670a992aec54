import type { Kysely } from 'kysely';
import type { IntentKind } from '../sync/journal.ts';
import type { Schema } from './schema.ts';

/**
 * The numbers of the calls of these kinds whose rows were known to be written at `since` (epoch ms) or later, in the order of
 * writing. `written_rows` knows the kind without the body having to be read, and the time is the same for all rows of a call.
 */
export async function completedSince(
  db: Kysely<Schema>,
  targetIds: readonly number[],
  since: number,
  kinds: readonly IntentKind[],
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
          .where('kind', 'in', kinds),
      ),
    )
    .orderBy('number')
    .execute();
  return intents.map(({ number }) => number);
}
