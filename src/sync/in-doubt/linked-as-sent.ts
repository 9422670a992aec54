import { keyOf } from '../enrollment-key.ts';
import type { ExistingEnrollment, ExistingLearner, NewEnrollment } from '../ports.ts';
import type { ResolveDeps } from './resolve-deps.ts';

type LinkDeps = Pick<ResolveDeps, 'base' | 'journal' | 'target'>;

/**
 * The same, but with the links that were sent where they are gone since: with their learner, whom somebody has deleted, or
 * because somebody took them away. Without its link nothing but its author tells such an enrollment from one that somebody
 * has typed. Costs a call only where one lacks its link.
 */
export async function linkedAsSent(
  deps: LinkDeps,
  rows: readonly NewEnrollment[],
  found: readonly ExistingEnrollment[],
): Promise<readonly ExistingEnrollment[]> {
  const sent = new Map(rows.map((row) => [keyOf(row.userId, row.course, row.day), row.learnerRecordId]));
  const linkSent = ({ userId, course, day }: ExistingEnrollment) =>
    sent.get(keyOf(userId, course, day ?? ''));
  const isUnlinked = (record: ExistingEnrollment) => record.learnerRecordIds.length === 0;
  const lost = new Set(found.flatMap((record) => (isUnlinked(record) ? (linkSent(record) ?? []) : [])));
  if (lost.size === 0) return found;
  const learners = await deps.base.getLearners([...lost]);
  const there = new Set(learners.found.map(({ recordId }) => recordId));
  const author = await findAuthor(deps, learners.found);
  return found.map((record) => {
    const learner = linkSent(record);
    if (!isUnlinked(record) || learner === undefined) return record;
    const isOurs = author !== null && record.createdBy === author;
    return isOurs || !there.has(learner) ? { ...record, learnerRecordIds: [learner] } : record;
  });
}

/** Whom Base names as the author of what this service creates: of one of these learners, or as learned earlier. */
async function findAuthor(
  { base, journal, target }: LinkDeps,
  learners: readonly ExistingLearner[],
): Promise<string | null> {
  const created = await journal.createdRecords(target, new Set(learners.map(({ userId }) => userId)));
  const ours = new Set(created.map(({ recordId }) => recordId));
  return learners.find(({ recordId }) => ours.has(recordId))?.createdBy ?? base.learned().author;
}
