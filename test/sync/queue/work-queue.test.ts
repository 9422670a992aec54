import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workOff } from '../../../src/sync/queue/work-queue.ts';
import { runSync } from '../../../src/sync/run/run-sync.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import type { WorkerLock } from '../../../src/sync/sync-store.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

const roster = rosterOf([
  ['u_1', '甲', '', '入门', '2026-05-01'],
  ['u_2', '乙', '', '入门', '2026-05-01'],
]);

let harness: SyncHarness;
beforeEach(async () => {
  harness = await openSyncHarness({ policy: 'append' });
});
afterEach(() => harness.close());

const statusOf = async ({ id }: SyncRecord) => (await harness.store.syncs.get(id))?.status;

const workWith = (workerLock: WorkerLock) =>
  workOff(
    {
      ...{ syncs: harness.store.syncs, workerLock, target: harness.deps.target, clock: harness.clock },
      runSync: (lock, sync, signal) => runSync({ ...harness.deps, ...lock }, sync, signal),
    },
    new AbortController().signal,
  );

/** The lock of the store, which can be taken away as that of a server can; it says for which Base it was asked. */
function losableLock() {
  const asked: string[] = [];
  const loss = new AbortController();
  const workerLock: WorkerLock = {
    async tryAcquire(baseToken) {
      asked.push(baseToken);
      const held = await harness.store.workerLock.tryAcquire(baseToken);
      return held && { ...held, lost: loss.signal };
    },
  };
  return { workerLock, asked, lose: () => loss.abort() };
}

describe('a worker that loses its lock', () => {
  it('sends nothing more, leaves the sync to the next holder, and nothing is written twice', async () => {
    const { workerLock, lose } = losableLock();
    const sync = await harness.queue(roster);
    const other = await harness.queue(roster);
    harness.base.onWrite = (name) => {
      if (name === 'create_learners') lose();
      return undefined;
    };
    await workWith(workerLock);
    expect([await statusOf(sync), await statusOf(other)]).toEqual(['running', 'queued']);
    expect(harness.base.calls.filter((call) => call.startsWith('create'))).toEqual(['create_learners']);
    await workWith(harness.store.workerLock);
    expect([await statusOf(sync), await statusOf(other)]).toEqual(['succeeded', 'succeeded']);
    expect(contentOf(harness.base).learners).toHaveLength(2);
    expect(harness.base.enrollments).toHaveLength(4);
  });
});

describe('a worker whose Base is given by a wiki page', () => {
  it('locks the Base that the page shows before anything is written', async () => {
    const { workerLock, asked } = losableLock();
    harness.deps.target = { ...harness.deps.target, baseToken: 'wiki/Page1' };
    harness.base.resolveTarget = (target) => ({ ...target, baseToken: 'b' });
    const sync = await harness.queue(roster);
    await workWith(workerLock);
    expect(await statusOf(sync)).toBe('running');
    expect(harness.base.calls).toEqual([]);
    await workWith(workerLock);
    expect(await statusOf(sync)).toBe('succeeded');
    expect(asked).toEqual(['wiki/Page1', 'b']);
  });
});
