import type { SyncPlan } from './plan-sync.ts';
import type { NewEnrollment } from './ports.ts';
import type { Run } from './run.ts';
import type { Tally } from './tally.ts';
import { writeBatches } from './write-batches.ts';

/**
 * Carries a plan out and keeps the tally. Learners go first: an enrollment's link needs its learner's record id, and is
 * written in the same call as the enrollment.
 */
export async function writePlan(run: Run, plan: SyncPlan, tally: Tally): Promise<void> {
  const learnerRecordIds = new Map(plan.learnerRecordIds);
  await createLearners(run, plan, tally, learnerRecordIds);
  await updateLearners(run, plan, tally);
  await createEnrollments(run, plan, tally, learnerRecordIds);
  await linkEnrollments(run, plan, tally, learnerRecordIds);
}

async function createLearners(
  run: Run,
  { learners, enrollments }: SyncPlan,
  tally: Tally,
  learnerRecordIds: Map<string, string>,
): Promise<void> {
  const refused = new Map<string, number>();
  await writeBatches(run, {
    phase: 'writing_learners',
    rows: learners.create,
    toIntent: (rows) => ({ kind: 'create_learners', rows }),
    written: async (rows, recordIds) => {
      rows.forEach(({ userId }, index) => {
        tally.learnersCreated.add(userId);
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
    tally.failures.push({ line, userId, code: 'learner_refused', feishuCode });
  }
  await run.progress.decide(stranded.length);
}

async function updateLearners(run: Run, { learners }: SyncPlan, tally: Tally): Promise<void> {
  await writeBatches(run, {
    phase: 'writing_learners',
    rows: learners.update,
    toIntent: (rows) => ({ kind: 'update_learners', rows }),
    written: async (rows) => {
      for (const { userId } of rows) tally.learnersUpdated.add(userId);
    },
    refused: async ({ line, userId }) => {
      tally.warnings.push({ line, code: 'learner_update_refused', userId });
    },
  });
}

async function createEnrollments(
  run: Run,
  { enrollments }: SyncPlan,
  tally: Tally,
  learnerRecordIds: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = enrollments.create.flatMap((row): (NewEnrollment & { line: number })[] => {
    const learnerRecordId = learnerRecordIds.get(row.userId);
    return learnerRecordId === undefined ? [] : [{ ...row, learnerRecordId }];
  });
  await writeBatches(run, {
    phase: 'writing_enrollments',
    rows,
    toIntent: (batch) => ({ kind: 'create_enrollments', rows: batch }),
    written: async (batch) => {
      for (const { line } of batch) tally.enrollmentsCreated.add(line);
      await run.progress.decide(batch.length);
    },
    refused: async ({ line, userId }, feishuCode) => {
      tally.failures.push({ line, userId, code: 'enrollment_refused', feishuCode });
      await run.progress.decide(1);
    },
  });
}

async function linkEnrollments(
  run: Run,
  { enrollments }: SyncPlan,
  tally: Tally,
  learnerRecordIds: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = enrollments.link.flatMap((row) => {
    const learnerRecordId = learnerRecordIds.get(row.userId);
    return learnerRecordId === undefined ? [] : [{ ...row, learnerRecordId }];
  });
  await writeBatches(run, {
    phase: 'writing_enrollments',
    rows,
    toIntent: (batch) => ({ kind: 'link_enrollments', rows: batch }),
    written: async (batch) => {
      for (const { line } of batch) tally.enrollmentsLinked.add(line);
      await run.progress.decide(batch.length);
    },
    refused: async ({ line, userId }, feishuCode) => {
      tally.failures.push({ line, userId, code: 'enrollment_refused', feishuCode });
      await run.progress.decide(1);
    },
  });
}
