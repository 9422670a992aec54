import type { ExistingLearner } from '../ports.ts';
import type { CompleteRow } from './complete-rows.ts';

/**
 * Whose rows say anything that Base does not hold word for word: of nobody else it matters what was said before.
 * @param existing the oldest record first
 * @returns 用户IDs
 */
export function differingLearners(
  rows: readonly CompleteRow[],
  existing: readonly ExistingLearner[],
): Set<string> {
  const held = new Map<string, ExistingLearner['fields']>();
  for (const { userId, fields } of existing) if (!held.has(userId)) held.set(userId, fields);
  const differing = new Set<string>();
  for (const { learner } of rows) {
    const fields = held.get(learner.userId);
    if (fields === undefined) continue;
    const said = [
      ['nickname', learner.nickname],
      ['phone', learner.phone],
      ...Object.entries(learner.extras),
    ];
    if (said.some(([field = '', value]) => value !== '' && value !== fields[field]))
      differing.add(learner.userId);
  }
  return differing;
}
