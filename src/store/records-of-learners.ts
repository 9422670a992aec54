import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { RecordOfLearner } from '../sync/journal.ts';
import type { Schema } from './schema.ts';

/**
 * Whether a written row is about one of these records. It is found by its learner: record ids are random, and an index by
 * them would cost the journal as much as all else that it keeps of a row.
 */
export function isOneOf(records: readonly RecordOfLearner[]) {
  const userIds = [...new Set(records.map(({ userId }) => userId))];
  const recordIds = records.map(({ recordId }) => recordId);
  return (
    row: ExpressionBuilder<Schema, 'written_rows'>,
  ): ExpressionWrapper<Schema, 'written_rows', SqlBool> =>
    row.and([row('user_id', 'in', userIds), row('record_id', 'in', recordIds)]);
}
