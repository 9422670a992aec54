import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/open-store.ts';
import { countDigests, countDueDigest, type DigestDeps } from '../../../src/sync/digest/count-digest.ts';
import { target, upload } from '../../contract/store-place.ts';
import { createFakeClock, type FakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryBase, type MemoryBase } from '../../fakes/memory-base.ts';
import { createSqlitePlace, silent } from '../../store/sqlite/sqlite-place.ts';
import { sampleNeeds } from '../../wording/sample-sync.ts';

const monday = Date.parse('2026-05-18T09:30:00+08:00');
const week = { first: '2026-05-11', last: '2026-05-17' };
const hourMs = 60 * 60_000;

let place: Awaited<ReturnType<typeof createSqlitePlace>>;
let store: Store;
let memory: MemoryBase;
let clock: FakeClock;
let stop: AbortController;
beforeEach(async () => {
  place = await createSqlitePlace();
  store = await place.open();
  clock = createFakeClock(monday);
  memory = createMemoryBase(clock.now);
  stop = new AbortController();
  memory.learners.push({
    recordId: 'rec_a',
    userId: 'a',
    fields: {},
    enrollmentIds: ['rec_1'],
    createdAt: 0,
  });
  const enrollment = { userId: 'a', course: '甲', learnerRecordIds: ['rec_a'], createdAt: 0 };
  memory.enrollments.push({ recordId: 'rec_1', day: '2026-05-16', fields: {}, ...enrollment });
});
afterEach(() => place.remove());

const depsOf = (on: Store): DigestDeps => ({
  ...{ digests: on.digests, syncs: on.syncs, workerLock: on.workerLock },
  ...{ target, clock, log: silent, openBase: memory.open },
});
const look = (on = store) => countDueDigest(depsOf(on), stop.signal);
const counted = (on = store) => on.digests.untoldDigest(target, week);

describe('the week', () => {
  it('is counted in Base, with what the store knows of files', async () => {
    await store.syncs.addUpload(upload('asked'));
    await store.syncs.start('asked');
    await store.syncs.waitForInput('asked', sampleNeeds({ course: true }), null);
    await look();
    expect(await counted()).toEqual({
      week,
      people: { newLearners: 1, returningLearners: 0 },
      courses: [{ course: '甲', enrollments: 1, before: 0 }],
      refunds: null,
      room: { learners: { rows: 1, limit: 20_000 }, enrollments: { rows: 1, limit: 20_000 } },
      overdue: [],
      waiting: [{ who: { kind: 'by_name', name: null }, files: 1 }],
    });
  });

  it('is counted once, by whichever process and however often it is started', async () => {
    await look();
    await look(await place.open());
    await store.close();
    store = await place.open();
    await look();
    expect(memory.calls).toEqual(['enrollmentsSince', 'batchGet', 'countRows']);
  });

  it.each([
    ['before it is due', -1],
    ['in the night after', 12.5 * hourMs],
    ['a day late', 24 * hourMs],
  ])('is not counted %s', async (_, late) => {
    clock.advance(late);
    await look();
    expect(memory.calls).toEqual([]);
    expect(await counted()).toBeNull();
  });

  it('waits until nobody works on the Base, and keeps others from it', async () => {
    const lock = await store.workerLock.tryAcquire(target.baseToken);
    await look();
    expect(memory.calls).toEqual([]);
    await lock?.release();
    const other = await place.open();
    let meanwhile: unknown;
    const { openBase } = depsOf(store);
    const watched: DigestDeps['openBase'] = (observer, ...others) =>
      openBase(
        {
          ...observer,
          async checkpoint() {
            meanwhile = await other.workerLock.tryAcquire(target.baseToken);
          },
        },
        ...others,
      );
    await countDueDigest({ ...depsOf(store), openBase: watched }, stop.signal);
    expect(meanwhile).toBeNull();
    expect(await counted()).not.toBeNull();
  });

  it('is tried again an hour after it failed, until the service stops', async () => {
    let failures = 2;
    const openBase: DigestDeps['openBase'] = (...given) => {
      failures -= 1;
      if (failures >= 0) throw new Error('lost connection');
      return memory.open(...given);
    };
    const deps = { ...depsOf(store), openBase };
    const sleep: FakeClock['sleep'] = async (ms) => {
      await clock.sleep(ms);
      if ((await counted()) !== null) stop.abort();
    };
    await countDigests({ ...deps, clock: { ...clock, sleep } }, stop.signal);
    expect(clock.slept).toEqual([hourMs, hourMs, 30_000]);
  });

  it('is left before the next call when the service stops', async () => {
    stop.abort();
    await expect(look()).rejects.toMatchObject({ kind: 'shutdown' });
    expect(memory.calls).toEqual([]);
    expect(await store.workerLock.tryAcquire(target.baseToken)).not.toBeNull();
  });
});
