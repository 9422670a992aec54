import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { workOff } from '../../src/sync/queue/work-queue.ts';
import { nothingLearned } from '../../src/sync/run/run.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import { type SyncRecord, waitOf } from '../../src/sync/sync-record.ts';
import { rosterOf } from '../sync/sync-harness.ts';
import { type ClosableProxy, openClosableProxy } from './closable-proxy.ts';
import { type FaultHarness, harnessOn, openSharedStore, startClockedSandbox } from './fault-harness.ts';

let shared: Awaited<ReturnType<typeof openSharedStore>>;
let proxy: ClosableProxy;
let harness: FaultHarness;
beforeAll(async () => {
  shared = await openSharedStore();
});
afterAll(() => shared.close());
beforeEach(async () => {
  const { sandbox, clock } = await startClockedSandbox();
  proxy = await openClosableProxy(sandbox.url);
  harness = harnessOn(shared.store, sandbox, clock, { policy: 'skip-existing', domain: proxy.url });
});
afterEach(async () => {
  await proxy.close();
  await harness.close();
});

const rosterFor = (person: string) => rosterOf([[person, '甲', '', '入门', '2026-05-01']]);
const reload = async ({ id }: SyncRecord) => (await shared.store.syncs.get(id)) ?? expect.unreachable();

/** Whatever is ready is worked on, as the worker does at every look. */
const work = () =>
  workOff(
    {
      syncs: shared.store.syncs,
      workerLock: shared.store.workerLock,
      target: harness.deps.target,
      runSync: (_lock, sync, signal) => runSync(harness.deps, sync, signal),
      clock: harness.clock,
    },
    new AbortController().signal,
  );

it('Feishu goes away and comes back: every queued file is written, in its order, by itself', async () => {
  await proxy.refuseAfter(0);
  const queue = [];
  for (const person of ['u_1', 'u_2', 'u_3']) queue.push(await harness.queue(rosterFor(person)));
  const [first = expect.unreachable(), ...others] = queue;
  const pauses: number[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    await work();
    const wait = waitOf(await reload(first)) ?? expect.unreachable();
    expect(wait.code).toBe('feishu_unreachable');
    pauses.push((wait.nextTryAt - wait.setAt) / 60_000);
    for (const other of others)
      expect(await reload(other)).toMatchObject({ status: 'queued', lastWait: null });
    harness.clock.advance(wait.nextTryAt - harness.clock.now());
  }
  expect(pauses).toEqual([1, 2, 5, 10, 10, 10]);
  await proxy.accept();
  // Only now is it known which Base is meant: the first run finds out, the next one holds its lock.
  await work();
  await work();
  for (const sync of queue) expect((await reload(sync)).status).toBe('succeeded');
  const { learners, enrollments } = await harness.content();
  expect([learners.length, enrollments.length]).toEqual([3, 3]);
});

it('Feishu goes away while a file is written: what is written is reported if it is canceled, and not written again', async () => {
  const people = Array.from({ length: 5 }, (_, index) => [`u_${index}`, '甲', '', '入门', '2026-05-01']);
  const sync = await harness.queue(rosterOf(people));
  await shared.store.syncs.saveLearnedAboutBase(harness.deps.target, {
    ...nothingLearned,
    batchSize: 2,
  });
  const fault = { method: 'POST', path: '*Enroll1/records/batch_create', nth: 2, times: 1_000 };
  await harness.control('POST', 'faults', { ...fault, action: { kind: 'answer', code: 1254290 } });
  await work();
  expect(await reload(sync)).toMatchObject({ status: 'queued', lastWait: { code: 'feishu_busy' } });
  await shared.store.syncs.requestCancel(sync.id, new Date(harness.clock.now()));
  expect(await reload(sync)).toMatchObject({
    status: 'canceled',
    summary: { rows: 5, learnersCreated: 5, enrollmentsCreated: 2, rowsFailed: 3 },
  });
  await harness.control('DELETE', 'faults');
  expect((await harness.rerun(sync)).summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 3 });
  expect((await harness.content()).enrollments).toHaveLength(5);
});
