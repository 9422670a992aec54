import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { runSync } from '../../../src/sync/run/run-sync.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

const roster = rosterOf([
  ['u_1', '甲', '', '入门', '2026-05-01'],
  ['u_2', '乙', '', '入门', '2026-05-01'],
  ['', '无号', '', '入门', '2026-05-01'],
]);

async function undisturbed() {
  const other = closedAfterTest(await openSyncHarness());
  await other.upload(roster);
  return contentOf(other.base);
}

const cancel = ({ id }: SyncRecord) => harness.store.syncs.requestCancel(id, new Date(harness.clock.now()));

async function failuresOf({ id }: SyncRecord) {
  const report = await harness.store.syncs.readReport(id);
  return report?.failures.map(({ line, code }) => [line, code]);
}

/** The two enrollments reach Base, but neither their answer nor search tells of it. */
function loseEnrollments(after: () => Promise<unknown>): void {
  harness.base.onWrite = (name) => {
    if (name !== 'create_enrollments') return undefined;
    void after();
    return { kind: 'lost_answer' };
  };
  const push = harness.base.enrollments.push.bind(harness.base.enrollments);
  harness.base.enrollments.push = (...added) => {
    for (const { recordId } of added) harness.base.unseen.add(recordId);
    return push(...added);
  };
}

function findAgain(): void {
  harness.base.onWrite = () => undefined;
  harness.base.unseen.clear();
}

/** A run that is told to stop once its learners are written. */
async function stopAfterLearners(): Promise<SyncRecord> {
  const sync = await harness.queue(roster);
  const stop = new AbortController();
  harness.base.onWrite = () => {
    stop.abort();
    return undefined;
  };
  const stopped = await harness.run(sync, stop.signal);
  harness.base.onWrite = () => undefined;
  return stopped;
}

describe('a sync that is canceled', () => {
  it('while a write is being settled ends at once, and names the rows in doubt', async () => {
    const sync = await harness.queue(roster);
    loseEnrollments(() => cancel(sync));
    const begin = harness.clock.now();
    const canceled = await harness.run(sync);
    expect(harness.clock.now() - begin).toBeLessThan(5_000);
    expect(canceled).toMatchObject({
      status: 'canceled',
      summary: { rows: 3, learnersCreated: 2, enrollmentsCreated: 0, rowsFailed: 3, rowsInDoubt: 2 },
    });
    expect(await failuresOf(canceled)).toEqual([
      [2, 'in_doubt'],
      [3, 'in_doubt'],
      [4, 'missing_user_id'],
    ]);
    findAgain();
    await harness.rerun(canceled);
    expect(contentOf(harness.base)).toEqual(await undisturbed());
  });

  it('before it has planned anew counts what its earlier run has written', async () => {
    const stopped = await stopAfterLearners();
    await cancel(stopped);
    const canceled = await harness.run(stopped);
    expect(canceled).toMatchObject({
      status: 'canceled',
      summary: { rows: 3, learnersCreated: 2, enrollmentsCreated: 0, rowsFailed: 3 },
    });
    expect(await failuresOf(canceled)).toEqual([
      [2, 'not_written'],
      [3, 'not_written'],
      [4, 'missing_user_id'],
    ]);
    await harness.rerun(canceled);
    expect(contentOf(harness.base)).toEqual(await undisturbed());
  });

  it('does not ask for anything any more', async () => {
    const sync = await harness.queue('用户ID,昵称\nu_1,甲');
    const { readRoster } = harness.deps;
    harness.deps.readRoster = async (...given) => {
      await cancel(sync);
      return readRoster(...given);
    };
    expect(await harness.run(sync)).toMatchObject({ status: 'canceled', needs: null });
  });

  it('while it waits in the queue or for an answer is over at once, and calls nothing', async () => {
    const queued = await harness.queue(roster);
    expect(await cancel(queued)).toBe(true);
    expect((await harness.run(queued)).status).toBe('canceled');
    const asked = await harness.upload('用户ID,昵称\nu_1,甲');
    expect(asked.status).toBe('needs_input');
    harness.base.calls.length = 0;
    expect(await cancel(asked)).toBe(true);
    expect((await harness.answer(asked, { course: '入门', day: '2026-05-01' })).status).toBe('canceled');
    expect(harness.base.calls).toEqual([]);
  });

  it('may be canceled twice while it runs, but not once it is over', async () => {
    const sync = await harness.queue(roster);
    const asked: boolean[] = [];
    harness.base.onWrite = () => {
      void cancel(sync).then((taken) => asked.push(taken));
      void cancel(sync).then((taken) => asked.push(taken));
      return undefined;
    };
    expect((await harness.run(sync)).status).toBe('canceled');
    expect(asked).toEqual([true, true]);
    expect(await cancel(sync)).toBe(false);
  });
});

describe('a sync that cannot go on where it was interrupted', () => {
  it.each([
    ['Base refuses it', () => (harness.deps.openBase = () => fail('not_collaborator')), 'not_collaborator'],
    ['another target is configured', () => (harness.deps.target = elsewhere), 'target_changed'],
  ] as const)('because %s says what was written before', async (_why, fix, code) => {
    const stopped = await stopAfterLearners();
    fix();
    const failed = await harness.run(stopped);
    expect(failed).toMatchObject({ status: 'failed', error: { code } });
    expect(failed.summary).toMatchObject({ rows: 3, learnersCreated: 2, rowsFailed: 3 });
  });

  const elsewhere = { domain: 'd', appId: 'a', baseToken: 'another', tables: 't' };
  const fail = (code: 'not_collaborator'): never => {
    throw new AppError(code);
  };
});

describe('a sync of another target', () => {
  it.each(['domain', 'appId', 'baseToken', 'tables'])('in its %s calls nothing and is over', async (part) => {
    const sync = await harness.queue(roster);
    harness.deps.target = { ...harness.deps.target, [part]: 'another' };
    expect(await harness.run(sync)).toMatchObject({ status: 'failed', error: { code: 'target_changed' } });
    expect(harness.base.calls).toEqual([]);
  });
});

describe('a disk that is full', () => {
  const diskFull = () => Promise.reject(new AppError('disk_full'));

  it('after Feishu has answered leaves the rows in doubt, and a rerun finds them', async () => {
    const { journal } = harness.deps;
    let answers = 0;
    harness.deps.journal = {
      ...journal,
      complete: (...given) => {
        answers += 1;
        return answers === 2 ? diskFull() : journal.complete(...given);
      },
    };
    const failed = await harness.upload(roster);
    expect(failed).toMatchObject({
      status: 'failed',
      error: { code: 'disk_full' },
      summary: { learnersCreated: 2, enrollmentsCreated: 0, rowsInDoubt: 2 },
    });
    const rerun = await harness.rerun(failed);
    expect(rerun.summary).toMatchObject({ enrollmentsCreated: 0, rowsFailed: 1 });
    expect(contentOf(harness.base)).toEqual(await undisturbed());
  });

  it('before a call stops the sync with nothing sent', async () => {
    harness.deps.journal = { ...harness.deps.journal, begin: diskFull };
    const failed = await harness.upload(roster);
    expect(failed).toMatchObject({
      error: { code: 'disk_full' },
      summary: { rowsInDoubt: 0, rowsFailed: 3 },
    });
    expect(harness.base.calls).toEqual(['findLearners', 'findEnrollments']);
  });

  it('for the rows of the report still keeps its numbers', async () => {
    const { syncs } = harness.deps;
    harness.deps.syncs = {
      ...syncs,
      finish: (id, finished, at) =>
        (finished.report?.failures.length ?? 0) > 0 ? diskFull() : syncs.finish(id, finished, at),
    };
    const done = await harness.upload(roster);
    expect(done).toMatchObject({ status: 'partial', summary: { enrollmentsCreated: 2, rowsFailed: 1 } });
  });

  it.each(['saveLearnedAboutBase', 'addSeenInBase'] as const)(
    'for what the next sync would like to know (%s) changes nothing of this one',
    async (kept) => {
      const { syncs } = harness.deps;
      harness.deps.syncs = {
        ...syncs,
        async finish(...given) {
          await syncs.finish(...given);
          Object.assign(harness.deps.syncs, { [kept]: diskFull });
        },
      };
      const done = await harness.upload(roster);
      expect(done).toMatchObject({ status: 'partial', error: null, summary: { enrollmentsCreated: 2 } });
      expect(contentOf(harness.base)).toEqual(await undisturbed());
    },
  );

  it('for even the end leaves the sync as it is, to be resumed', async () => {
    const sync = await harness.queue(roster);
    const { syncs } = harness.deps;
    harness.deps.syncs = { ...syncs, finish: diskFull };
    await expect(runSync(harness.deps, sync, new AbortController().signal)).rejects.toMatchObject({
      code: 'disk_full',
    });
    harness.deps.syncs = syncs;
    expect((await harness.run(sync)).summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 2 });
    expect(contentOf(harness.base)).toEqual(await undisturbed());
  });
});
