import { keyOf } from '../enrollment-key.ts';
import type { ExistingEnrollment, NewEnrollment } from '../ports.ts';
import type { ResolveDeps } from './resolve-deps.ts';

/**
 * The same, but with the links that were sent where they are gone with their learner, whom somebody has deleted since:
 * nothing else would tell such an enrollment from one that somebody has typed. Costs a call only where one lacks its link.
 */
export async function linkedAsSent(
  { base }: Pick<ResolveDeps, 'base'>,
  rows: readonly NewEnrollment[],
  found: readonly ExistingEnrollment[],
): Promise<readonly ExistingEnrollment[]> {
  const sent = new Map(rows.map((row) => [keyOf(row.userId, row.course, row.day), row.learnerRecordId]));
  const lost = new Map<string, string>();
  for (const { recordId, userId, course, day, learnerRecordIds } of found) {
    const learner = sent.get(keyOf(userId, course, day ?? ''));
    if (learnerRecordIds.length === 0 && learner !== undefined) lost.set(recordId, learner);
  }
  if (lost.size === 0) return found;
  const learners = await base.getLearners([...new Set(lost.values())]);
  const there = new Set(learners.found.map(({ recordId }) => recordId));
  return found.map((enrollment) => {
    const learner = lost.get(enrollment.recordId);
    return learner === undefined || there.has(learner)
      ? enrollment
      : { ...enrollment, learnerRecordIds: [learner] };
  });
}
