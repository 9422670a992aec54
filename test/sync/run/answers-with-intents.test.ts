import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
let journaled: string[];
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
  journaled = [];
  const { journal, syncs } = harness.deps;
  harness.deps.journal = {
    ...journal,
    async begin(intent, answered) {
      await journal.begin(intent, answered);
      if (answered !== undefined) journaled.push(`answer to ${answered.intent.kind}`);
      journaled.push(`intent to ${intent.kind}`);
    },
    async complete(answered) {
      await journal.complete(answered);
      journaled.push(`last answer to ${answered.intent.kind}`);
    },
  };
  harness.deps.syncs = {
    ...syncs,
    async learnedAboutBase(target) {
      const learned = await syncs.learnedAboutBase(target);
      return learned === null ? null : { ...learned, batchSize: 2 };
    },
  };
});

const rows = (count: number) =>
  rosterOf(Array.from({ length: count }, (_, n) => [`u_${n}`, `学员${n}`, '', '入门', '2026-05-01']));

/** From the second sync on a batch holds two rows. */
async function uploadInTwos() {
  await harness.upload(rows(1));
  journaled.length = 0;
  return harness.upload(rows(5));
}

it('an answer gets to disk together with the next intent of its kind', async () => {
  const { summary } = await uploadInTwos();
  expect(summary).toMatchObject({ learnersCreated: 4, enrollmentsCreated: 4 });
  const ofKind = (kind: string) => [
    `intent to ${kind}`,
    `answer to ${kind}`,
    `intent to ${kind}`,
    `last answer to ${kind}`,
  ];
  expect(journaled).toEqual([...ofKind('create_learners'), ...ofKind('create_enrollments')]);
});

it('an answer that the next intent could not take along is kept by itself', async () => {
  await harness.upload(rows(1));
  const { journal } = harness.deps;
  harness.deps.journal = {
    ...journal,
    begin: (intent, answered) =>
      intent.kind === 'create_enrollments' && answered !== undefined
        ? Promise.reject(new AppError('disk_full'))
        : journal.begin(intent, answered),
  };
  const stopped = await harness.upload(rows(5));
  expect(stopped).toMatchObject({
    error: { code: 'disk_full' },
    summary: { learnersCreated: 4, enrollmentsCreated: 2, rowsInDoubt: 0 },
  });
  harness.deps.journal = journal;
  expect((await harness.rerun(stopped)).summary).toMatchObject({ enrollmentsCreated: 2 });
  expect(harness.base.enrollments).toHaveLength(5);
});
