import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { runSync } from '../../../src/sync/run/run-sync.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
  const { syncs } = harness.deps;
  harness.deps.syncs = {
    ...syncs,
    async learnedAboutBase(target) {
      const learned = await syncs.learnedAboutBase(target);
      return learned === null ? null : { ...learned, batchSize: 2 };
    },
  };
  // From the second sync on a batch holds two rows.
  await harness.upload(rows(1));
});

const rows = (count: number) =>
  rosterOf(Array.from({ length: count }, (_, n) => [`u_${n}`, `学员${n}`, '', '入门', '2026-05-01']));

it('an answer gets to disk once the next call has gone out', async () => {
  const happened: string[] = [];
  const { journal } = harness.deps;
  harness.deps.journal = {
    ...journal,
    async begin(intent) {
      await journal.begin(intent);
      happened.push(`intent to ${intent.kind}`);
    },
    async complete(answered) {
      await journal.complete(answered);
      happened.push(`answer to ${answered.intent.kind}`);
    },
  };
  harness.base.onWrite = (name) => {
    happened.push(`call to ${name}`);
    return undefined;
  };
  const { summary } = await harness.upload(rows(5));
  expect(summary).toMatchObject({ learnersCreated: 4, enrollmentsCreated: 4 });
  const ofKind = (kind: string) => [
    ...[`intent to ${kind}`, `call to ${kind}`],
    ...[`intent to ${kind}`, `call to ${kind}`, `answer to ${kind}`],
    `answer to ${kind}`,
  ];
  expect(happened).toEqual([...ofKind('create_learners'), ...ofKind('create_enrollments')]);
});

it('what the roster says of learners gets to disk once the first enrollments have gone out', async () => {
  const happened: string[] = [];
  const { journal } = harness.deps;
  harness.deps.journal = {
    ...journal,
    async noteSaid(...given) {
      happened.push('said');
      await journal.noteSaid(...given);
    },
  };
  harness.base.onWrite = (name) => {
    happened.push(name);
    return undefined;
  };
  await harness.upload(rows(5));
  const twice = (name: string) => [name, name];
  expect(happened).toEqual([...twice('create_learners'), 'create_enrollments', 'said', 'create_enrollments']);
});

it('it gets there too where no enrollment is left to be written', async () => {
  const said: string[][] = [];
  const { journal } = harness.deps;
  harness.deps.journal = {
    ...journal,
    async noteSaid(target, uploadId, values) {
      said.push(values.map(({ userId }) => userId));
      await journal.noteSaid(target, uploadId, values);
    },
  };
  await harness.upload(rows(1));
  expect(said).toEqual([['u_0']]);
});

it('an answer that finds no room then is kept in the end', async () => {
  const { journal } = harness.deps;
  let full = true;
  harness.deps.journal = {
    ...journal,
    async complete(answered) {
      if (!full || answered.intent.kind !== 'create_enrollments') return journal.complete(answered);
      full = false;
      throw new AppError('disk_full');
    },
  };
  const stopped = await harness.upload(rows(5));
  expect(stopped).toMatchObject({
    error: { code: 'disk_full' },
    summary: { learnersCreated: 4, enrollmentsCreated: 2, rowsInDoubt: 2 },
  });
  expect((await harness.rerun(stopped)).summary).toMatchObject({ rowsFailed: 0, rowsInDoubt: 0 });
  expect(harness.base.enrollments).toHaveLength(5);
});

it.each(['create_learners', 'create_enrollments'] as const)(
  'whoever is killed before it leaves both calls of %s open, and both are found',
  async (kind) => {
    const { journal } = harness.deps;
    const dying: typeof journal = {
      ...journal,
      complete: (answered) =>
        answered.intent.kind === kind ? Promise.reject(new Error('killed')) : journal.complete(answered),
    };
    const sync = await harness.queue(rows(5));
    const syncs = { ...harness.deps.syncs, finish: () => Promise.reject(new Error('killed')) };
    const { signal } = new AbortController();
    await runSync({ ...harness.deps, journal: dying, syncs }, sync, signal).catch(() => null);
    expect(await journal.open(harness.deps.target)).toHaveLength(2);
    const { summary } = await harness.run(sync);
    expect(summary).toMatchObject({ learnersCreated: 4, enrollmentsCreated: 4, rowsFailed: 0 });
    expect(harness.base.learners).toHaveLength(5);
    expect(harness.base.enrollments).toHaveLength(5);
  },
);
