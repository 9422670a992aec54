import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

const people = (from: number, count: number) =>
  rosterOf(Array.from({ length: count }, (_, n) => [`u_${from + n}`, '甲', '', '入门', '2026-05-01']));

/** Both tables hold so many records. */
function limitTables(limit: number): void {
  harness.base.onWrite = (name, rows) => {
    const table =
      name === 'create_learners' ? 'learners' : name === 'create_enrollments' ? 'enrollments' : null;
    const isFull = table !== null && harness.base[table].length + rows.length > limit;
    return isFull ? { kind: 'throw', error: new AppError('base_full') } : undefined;
  };
}

/** Enrollments of people who are in no roster. */
function fillEnrollments(count: number): void {
  for (let n = 0; n < count; n += 1)
    harness.base.enrollments.push({
      ...{ recordId: `old_${n}`, userId: `old_${n}`, course: '旧', day: '2020-01-01' },
      ...{ learnerRecordIds: [], fields: {}, createdAt: 0 },
    });
}

const counted = () => harness.base.calls.filter((call) => call === 'countRows').length;

describe('a sync that will not fit', () => {
  beforeEach(async () => {
    limitTables(10);
    fillEnrollments(6);
    expect(await harness.upload(people(0, 5))).toMatchObject({ error: { code: 'base_full' } });
  });

  it('says so before it writes a learner, once Feishu has shown where the end is', async () => {
    const before = harness.base.learners.length;
    const next = await harness.upload(people(20, 5));
    expect(next).toMatchObject({
      status: 'failed',
      error: { kind: 'stopped', code: 'will_not_fit', details: { table: 'enrollments', count: 5, rows: 6 } },
    });
    expect(harness.base.learners).toHaveLength(before);
  });

  it('is asked of Feishu again by whoever does it again, and what fits is written', async () => {
    const refused = await harness.upload(people(20, 4));
    expect(refused.status).toBe('succeeded');
    const next = await harness.upload(people(40, 5));
    expect(next).toMatchObject({ error: { code: 'will_not_fit' } });
    limitTables(100);
    expect((await harness.rerun(next)).status).toBe('succeeded');
    expect((await harness.upload(people(60, 5))).status).toBe('succeeded');
  });

  it('is only said of what is really there', async () => {
    harness.base.enrollments = [];
    expect((await harness.upload(people(20, 5))).status).toBe('succeeded');
  });
});

describe('a table that is nearly full', () => {
  it('is told of once, with its figure, and again at ninety percent', async () => {
    fillEnrollments(15_999);
    const first = await harness.upload(people(0, 1));
    const figure = { table: 'enrollments', rows: 16_000, limit: 20_000, percent: 80 };
    expect(first.summary?.nearlyFull).toEqual([figure]);
    expect((await harness.upload(people(5, 1))).summary?.nearlyFull).toBeUndefined();
    fillEnrollments(2_000);
    const third = await harness.upload(people(6, 1));
    expect(third.summary?.nearlyFull).toEqual([{ ...figure, rows: 18_002, percent: 90 }]);
  });

  it('is not counted as long as there is much room', async () => {
    await harness.upload(people(0, 3));
    expect(counted()).toBe(0);
  });

  it('is told of another time where it cannot be counted now', async () => {
    fillEnrollments(15_999);
    const { open } = harness.base;
    harness.base.open = (...opening) => ({
      ...open(...opening),
      countRows: () => Promise.reject(new AppError('feishu_busy')),
    });
    expect(await harness.upload(people(0, 1))).toMatchObject({ status: 'succeeded' });
    harness.base.open = open;
    expect((await harness.upload(people(1, 1))).summary?.nearlyFull).toHaveLength(1);
  });

  it('is not told of by a preview', async () => {
    fillEnrollments(17_000);
    expect((await harness.upload(people(0, 1), { dryRun: true })).summary?.nearlyFull).toBeUndefined();
  });
});
