import { AppError } from '../../errors.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { SyncCounts } from '../report/counts.ts';
import { createJournaledCalls } from './journaled-calls.ts';
import { type BatchDeps, type Use, type WriteDeps, type WriteJob, writeBatches } from './write-batches.ts';

/**
 * Carries a plan out and keeps the counts. Learners go first: an enrollment's link needs its learner's record id, and is
 * written in the same call as the enrollment.
 * @param learnersDone what is left to do about learners once all of them are through, besides the writing of enrollments
 */
export async function writePlan(
  of: WriteDeps,
  plan: SyncPlan,
  counts: SyncCounts,
  learnersDone: () => Promise<void>,
): Promise<void> {
  const learnerRecordIds = new Map(plan.learnerRecordIds);
  const calls = createJournaledCalls(of);
  const deps = { ...of, calls };
  try {
    await createLearners(deps, plan, counts, learnerRecordIds);
    await updateLearners(deps, plan, counts);
    await calls.settle();
    calls.meanwhile(learnersDone);
    await createEnrollments(deps, plan, counts, learnerRecordIds);
    await linkEnrollments(deps, plan, counts, learnerRecordIds);
    await updateEnrollments(deps, plan, counts);
  } finally {
    await calls.settle();
  }
}

async function createLearners(
  deps: BatchDeps,
  { learners, enrollments }: SyncPlan,
  counts: SyncCounts,
  learnerRecordIds: Map<string, string>,
): Promise<void> {
  const refused = new Map<string, number>();
  await writeBatches(deps, {
    phase: 'writing_learners',
    rows: learners.create,
    toIntent: (rows) => ({ kind: 'create_learners', rows }),
    written: async (rows, recordIds) => {
      rows.forEach(({ userId }, index) => {
        counts.learnersCreated.add(userId);
        const recordId = recordIds[index];
        if (recordId) learnerRecordIds.set(userId, recordId);
      });
    },
    refused: async ({ userId }, feishuCode) => {
      refused.set(userId, feishuCode);
    },
  });
  const stranded = [...enrollments.create, ...enrollments.link].filter(({ userId }) => refused.has(userId));
  for (const { line, userId } of stranded) {
    const feishuCode = refused.get(userId) ?? 0;
    counts.failures.push({ line, userId, code: 'learner_refused', feishuCode });
  }
  await deps.progress.decide(stranded.length);
}

type PlannedChange = SyncPlan['learners']['update'][number];

async function updateLearners(deps: BatchDeps, { learners }: SyncPlan, counts: SyncCounts): Promise<void> {
  const refuse = async ({ line, userId }: PlannedChange) => {
    counts.warnings.push({ line, code: 'learner_update_refused', userId });
  };
  await writeBatches(deps, {
    phase: 'writing_learners',
    rows: learners.update,
    toIntent: (rows) => ({ kind: 'update_learners', rows }),
    written: async (rows) => {
      for (const { userId } of rows) counts.learnersUpdated.add(userId);
    },
    refused: refuse,
    // Their enrollments will be refused too, and say so.
    uses: [{ table: 'learners', recordId: ({ recordId }) => recordId, gone: refuse }],
  });
}

async function createEnrollments(
  deps: BatchDeps,
  { enrollments }: SyncPlan,
  counts: SyncCounts,
  learnerRecordIds: LearnerRecordIds,
): Promise<void> {
  const rows = linkable(enrollments.create, learnerRecordIds);
  await writeBatches<(typeof rows)[number]>(deps, {
    ...enrollmentJob(deps, counts, counts.enrollmentsCreated),
    rows,
    uses: [learnerUsed(deps, counts, learnerRecordIds)],
    toIntent: (batch) => ({ kind: 'create_enrollments', rows: linked(batch, learnerRecordIds) }),
  });
}

async function linkEnrollments(
  deps: BatchDeps,
  { enrollments }: SyncPlan,
  counts: SyncCounts,
  learnerRecordIds: LearnerRecordIds,
): Promise<void> {
  const rows = linkable(enrollments.link, learnerRecordIds);
  await writeBatches<(typeof rows)[number]>(deps, {
    ...enrollmentJob(deps, counts, counts.enrollmentsLinked),
    rows,
    uses: [
      learnerUsed(deps, counts, learnerRecordIds),
      {
        table: 'enrollments',
        recordId: ({ recordId }) => recordId,
        gone: failAs('enrollment_gone', deps, counts),
      },
    ],
    toIntent: (batch) => ({ kind: 'link_enrollments', rows: linked(batch, learnerRecordIds) }),
  });
}

async function updateEnrollments(
  deps: BatchDeps,
  { enrollments }: SyncPlan,
  counts: SyncCounts,
): Promise<void> {
  const refuse = async ({ line, userId }: (typeof enrollments.update)[number]) => {
    counts.warnings.push({ line, code: 'enrollment_update_refused', userId });
  };
  await writeBatches(deps, {
    phase: 'writing_enrollments',
    rows: enrollments.update,
    toIntent: (rows) => ({ kind: 'update_enrollments', rows }),
    written: async (rows) => {
      for (const { recordId } of rows) counts.enrollmentsUpdated.add(recordId);
    },
    refused: refuse,
    uses: [{ table: 'enrollments', recordId: ({ recordId }) => recordId, gone: refuse }],
  });
}

type LearnerRecordIds = ReadonlyMap<string, string>;

/** Rows whose learner was refused have nothing to link to; they are accounted for already. */
function linkable<Row extends { userId: string }>(rows: readonly Row[], learners: LearnerRecordIds): Row[] {
  return rows.filter(({ userId }) => learners.has(userId));
}

/** One batch at a time: for all rows of a large file at once it takes some megabytes. */
function linked<Row extends { userId: string }>(
  rows: readonly Row[],
  learners: LearnerRecordIds,
): (Row & { learnerRecordId: string })[] {
  return rows.map((row) => ({ ...row, learnerRecordId: recordIdIn(learners, row) }));
}

function recordIdIn(learners: LearnerRecordIds, { userId }: { userId: string }): string {
  const recordId = learners.get(userId);
  if (recordId === undefined)
    throw new AppError('internal', { cause: new Error('an enrollment without learner') });
  return recordId;
}

/** What is the same for both ways in which a row gets its enrollment. */
function enrollmentJob(
  deps: BatchDeps,
  counts: SyncCounts,
  lines: Set<number>,
): Pick<WriteJob<{ line: number; userId: string }>, 'phase' | 'written' | 'refused'> {
  return {
    phase: 'writing_enrollments',
    written: async (rows) => {
      for (const { line } of rows) lines.add(line);
      await deps.progress.decide(rows.length);
    },
    refused: async ({ line, userId }, feishuCode) => {
      counts.failures.push({ line, userId, code: 'enrollment_refused', feishuCode });
      await deps.progress.decide(1);
    },
  };
}

/** For rows that link to a learner. */
function learnerUsed(
  deps: BatchDeps,
  counts: SyncCounts,
  learners: LearnerRecordIds,
): Use<{ line: number; userId: string }> {
  return {
    table: 'learners',
    recordId: (row) => recordIdIn(learners, row),
    gone: failAs('learner_gone', deps, counts),
  };
}

function failAs(code: 'learner_gone' | 'enrollment_gone', deps: BatchDeps, counts: SyncCounts) {
  return async ({ line, userId }: { line: number; userId: string }) => {
    counts.failures.push({ line, userId, code });
    await deps.progress.decide(1);
  };
}
