import type { WrittenIntent } from '../journal.ts';
import type { LearnerFields } from '../roster-values.ts';
import type { TouchedLearner } from './touched.ts';

/**
 * Fields of learners that do not hold any more what the roster said: a rerun is to write them again.
 * @param done what undos have done
 * @param created the learners that the sync had created
 */
export function fieldsTakenBack(
  done: readonly WrittenIntent[],
  created: readonly TouchedLearner[],
): LearnerFields[] {
  const written = new Map(created.map(({ recordId, fields }) => [recordId, Object.keys(fields)]));
  return done
    .flatMap(({ intent, recordIds }): LearnerFields[] => {
      switch (intent.kind) {
        case 'restore_learners':
          return intent.rows.map(({ userId, set }) => ({ userId, fields: Object.keys(set) }));
        case 'delete_learners':
          return intent.rows.flatMap(({ userId, recordId }, place) =>
            recordIds[place] ? [{ userId, fields: written.get(recordId) ?? [] }] : [],
          );
        default:
          return [];
      }
    })
    .filter(({ fields }) => fields.length > 0);
}
