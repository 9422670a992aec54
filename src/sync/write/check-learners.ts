import { proveAbsence, readKnownRecords } from '../existing/known-records.ts';
import type { ResolveDeps } from '../in-doubt/resolve-deps.ts';

interface CheckDeps extends ResolveDeps {
  checkpoint(): Promise<void>;
}

/** What became of learners that Feishu does not know, or not everywhere yet. */
export type LearnerCheck =
  /** Deleted in Base. */
  | { kind: 'gone'; recordIds: ReadonlySet<string> }
  /** One of them was written a moment ago, so that some servers may not know it yet: worth another try. */
  | { kind: 'late' }
  | { kind: 'all_there' };

/**
 * Reads the learners of a refused batch by id; where one may only be late, waits before it says so.
 * @param userIds of the learners, by record id
 */
export async function checkLearners(
  deps: CheckDeps,
  userIds: ReadonlyMap<string, string>,
): Promise<LearnerCheck> {
  const { base, clock, timing } = deps;
  await deps.checkpoint();
  await deps.progress.enter('resolving');
  const writtenAt = await writingTimes(deps, new Set(userIds.values()));
  const known = [...userIds.keys()].map((recordId) => ({
    recordId,
    writtenAt: writtenAt.get(recordId) ?? 0,
  }));
  const feishuTime = base.serverTime() ?? Number.POSITIVE_INFINITY;
  const mayBeLate = known.some((record) => record.writtenAt + timing.absenceProofMs > feishuTime);
  const firstRead = await readKnownRecords(deps, (ids) => base.getLearners(ids), known);
  const { deleted } = await proveAbsence(deps, firstRead);
  if (deleted.length > 0) return { kind: 'gone', recordIds: new Set(deleted) };
  if (!mayBeLate) return { kind: 'all_there' };
  await clock.sleep(timing.absenceGapMs);
  return { kind: 'late' };
}

/** The same once a minute has gone by: until then a read may not know of a deletion that a write has met. */
export async function checkLearnersLater(
  deps: CheckDeps,
  userIds: ReadonlyMap<string, string>,
): Promise<LearnerCheck> {
  const { clock, timing } = deps;
  const end = clock.monotonic() + timing.absenceProofMs;
  while (clock.monotonic() < end) {
    await deps.checkpoint();
    await clock.sleep(timing.absenceGapMs);
  }
  return checkLearners(deps, userIds);
}

/** When (epoch ms, by Feishu's time) each learner of ours was written, by record id. */
async function writingTimes(
  { journal, target }: CheckDeps,
  userIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const created = await journal.createdRecords(target, userIds);
  return new Map(created.map(({ recordId, writtenAt }) => [recordId, writtenAt]));
}
