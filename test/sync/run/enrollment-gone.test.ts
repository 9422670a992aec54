import { beforeEach, describe, expect, it } from 'vitest';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

const city = { name: '城市', keepUpToDate: true };

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness({ enrollmentFields: [city] }));
});

const size = 60;
const userIds = Array.from({ length: size }, (_, n) => `u_${n}`);
const roster = [
  '用户ID,昵称,课程,学习日期,城市',
  ...userIds.map((userId) => `${userId},甲,入门,2026-05-01,上海`),
].join('\n');

/** As many enrollments typed by hand long ago: without their link, or with another value of a column that is kept. */
function typeEnrollments({ linked }: { linked: boolean }): void {
  harness.base.schema = { ...harness.base.schema, enrollmentFields: { 城市: { kind: 'text' } } };
  for (const userId of userIds) {
    const learner = { fields: { nickname: '甲', phone: '' }, enrollmentIds: [], createdAt: 0 };
    harness.base.learners.push({ recordId: `rec_${userId}`, userId, ...learner });
    harness.base.enrollments.push({
      ...{ recordId: `enr_${userId}`, userId, course: '入门', day: '2026-05-01', createdAt: 0 },
      ...{ learnerRecordIds: linked ? [`rec_${userId}`] : [], fields: { 城市: linked ? '北京' : '上海' } },
    });
  }
}

/** Takes enrollments out of the table just before the first write. */
function deleteBeforeWriting(...gone: string[]): void {
  harness.base.onWrite = () => {
    const { enrollments } = harness.base;
    harness.base.enrollments = enrollments.filter(({ userId }) => !gone.includes(userId));
    harness.base.onWrite = () => undefined;
    return undefined;
  };
}

const rowsOf = (problems: readonly { line: number | null; code: string }[] = []) =>
  problems.map(({ line, code }) => [line, code]);
const reportOf = ({ id }: SyncRecord) => harness.store.syncs.readReport(id);
const callsOf = (kind: string) => harness.base.calls.filter((call) => call === kind).length;

describe('an enrollment that is deleted while the sync is at work', () => {
  it('and only lacked its link fails alone, and says so; the others go on', async () => {
    typeEnrollments({ linked: false });
    deleteBeforeWriting('u_7', 'u_41');
    const sync = await harness.upload(roster);
    expect(sync).toMatchObject({ status: 'partial', summary: { enrollmentsLinked: size - 2 } });
    expect(rowsOf((await reportOf(sync))?.failures)).toEqual([
      [9, 'enrollment_gone'],
      [43, 'enrollment_gone'],
    ]);
    expect(callsOf('link_enrollments')).toBe(2);
  });

  it('is made anew by a rerun', async () => {
    typeEnrollments({ linked: false });
    deleteBeforeWriting('u_7');
    const again = await harness.rerun(await harness.upload(roster));
    expect(again).toMatchObject({ status: 'succeeded', summary: { enrollmentsCreated: 1 } });
    expect(harness.base.enrollments.filter(({ userId }) => userId === 'u_7')).toHaveLength(1);
  });

  it('and only had to be updated is named, and not looked for by halving', async () => {
    typeEnrollments({ linked: true });
    deleteBeforeWriting('u_7');
    const sync = await harness.answer(await harness.upload(roster), { confirm: true });
    expect(sync.summary).toMatchObject({ enrollmentsUpdated: size - 1, rowsFailed: 0 });
    expect(rowsOf((await reportOf(sync))?.warnings)).toContainEqual([9, 'enrollment_update_refused']);
    expect(callsOf('update_enrollments')).toBe(2);
  });
});

it('an enrollment whose learner is gone too is named once', async () => {
  typeEnrollments({ linked: false });
  harness.base.onWrite = (kind) => {
    if (kind !== 'link_enrollments') return undefined;
    harness.base.learners = harness.base.learners.filter(({ userId }) => userId !== 'u_7');
    harness.base.enrollments = harness.base.enrollments.filter(({ userId }) => userId !== 'u_7');
    return undefined;
  };
  const sync = await harness.upload(rosterOf([['u_7', '甲', '', '入门', '2026-05-01']]));
  expect(rowsOf((await reportOf(sync))?.failures)).toEqual([[2, 'learner_gone']]);
});
