import type { Journal } from '../journal.ts';
import type { Base, ExistingEnrollment, ExistingLearner, LearnedAboutBase } from '../ports.ts';
import type { SyncTarget } from '../sync-record.ts';
import type { ExistingReading } from './read-existing.ts';

export interface UnjournaledDeps {
  base: Pick<Base, 'getEnrollments'>;
  journal: Pick<Journal, 'open' | 'latestCreated'>;
  target: SyncTarget;
}

/** What one call reads. */
const enrollmentsRead = 100;

/** Whom Base names as the author of what this service has created; as learned where this reading does not tell. */
export function authorOf(
  { records, ours }: Pick<ExistingReading, 'records' | 'ours'>,
  { author }: Pick<LearnedAboutBase, 'author'>,
): string | null {
  const own = [...records.learners, ...records.enrollments].find(
    ({ recordId, createdBy }) => createdBy !== undefined && ours.has(recordId),
  );
  return own?.createdBy ?? author;
}

/**
 * Whether Base holds records that this app has created after the newest thing that the journal knows: then the journal
 * is that of an old backup, and would let rows be written that are there.
 * @param checkLinks whether enrollments that only the learners' links name are worth a call
 */
export async function isJournalOld(
  deps: UnjournaledDeps,
  { records, ours }: Pick<ExistingReading, 'records' | 'ours'>,
  learned: Pick<LearnedAboutBase, 'author' | 'journaledUntil'>,
  checkLinks: boolean,
): Promise<boolean> {
  const author = authorOf({ records, ours }, learned);
  if (author === null || learned.journaledUntil === null) return false;
  // Of what is in doubt the journal knows that it does not know.
  if ((await deps.journal.open(deps.target)).length > 0) return false;
  const until = await newestKnown(deps, learned.journaledUntil);
  const isUnknown = ({ recordId, createdAt, createdBy }: ExistingLearner | ExistingEnrollment) =>
    createdBy === author && createdAt !== null && createdAt > until && !ours.has(recordId);
  if ([...records.learners, ...records.enrollments].some(isUnknown)) return true;
  const linked = records.learners.flatMap(({ enrollmentIds }) => enrollmentIds).filter((id) => !ours.has(id));
  if (!checkLinks || linked.length === 0) return false;
  const { found } = await deps.base.getEnrollments(linked.slice(-enrollmentsRead));
  return found.some(isUnknown);
}

async function newestKnown({ journal, target }: UnjournaledDeps, journaledUntil: number): Promise<number> {
  const latest = [
    await journal.latestCreated(target, 'learner', journaledUntil),
    await journal.latestCreated(target, 'enrollment', journaledUntil),
  ];
  return Math.max(journaledUntil, ...latest.flatMap((record) => record?.writtenAt ?? []));
}
