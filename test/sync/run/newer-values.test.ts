import { beforeEach, describe, expect, it } from 'vitest';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

const roster = (nickname: string, phone = '19900000001') =>
  rosterOf([['u_1', nickname, phone, '入门', '2026-05-01']]);
const held = () => harness.base.learners.map(({ fields }) => fields);
const keptIn = async ({ id }: { id: string }) => {
  const report = await harness.store.syncs.readReport(id);
  return report?.warnings.filter(({ code }) => code === 'newer_kept');
};
const kept = (...fields: string[]) => ({ line: 2, sheet: null, code: 'newer_kept', userId: 'u_1', fields });

describe('a rerun of an upload', () => {
  it('turns nothing back that a later upload has changed, and says so', async () => {
    const older = await harness.upload(roster('甲'));
    await harness.upload(roster('乙'));
    const rerun = await harness.rerun(older);
    expect(held()).toEqual([{ nickname: '乙', phone: '19900000001' }]);
    expect(rerun).toMatchObject({
      status: 'succeeded',
      summary: { learnersUpdated: 0, learnersUnchanged: 1 },
    });
    expect(await keptIn(rerun)).toEqual([kept('nickname')]);
  });

  it('still writes the fields that only it knows better', async () => {
    const older = await harness.upload(roster('甲'));
    await harness.upload(roster('乙'));
    const [learner] = harness.base.learners;
    harness.base.learners = learner
      ? [{ ...learner, fields: { ...learner.fields, phone: '19900000009' } }]
      : [];
    await harness.rerun(older);
    expect(held()).toEqual([{ nickname: '乙', phone: '19900000001' }]);
  });

  it('turns nothing back of a learner whom a later upload has created anew', async () => {
    const older = await harness.upload(roster('甲'));
    harness.base.learners = [];
    harness.base.enrollments = [];
    harness.clock.advance(60_000);
    await harness.upload(roster('乙'));
    await harness.rerun(older);
    expect(held()).toEqual([{ nickname: '乙', phone: '19900000001' }]);
  });

  it('of the newest upload writes its values over older ones', async () => {
    await harness.upload(roster('甲'));
    const newest = await harness.upload(roster('乙'));
    harness.base.learners = harness.base.learners.map((learner) => ({
      ...learner,
      fields: { nickname: '丙', phone: '' },
    }));
    const rerun = await harness.rerun(newest);
    expect(held()).toEqual([{ nickname: '乙', phone: '19900000001' }]);
    expect(await keptIn(rerun)).toEqual([]);
  });
});

it('an upload whose turn comes after that of a later one turns nothing back either', async () => {
  const older = await harness.queue(roster('甲'));
  await harness.upload(roster('乙'));
  expect(await keptIn(await harness.run(older))).toEqual([kept('nickname')]);
  expect(held()).toEqual([{ nickname: '乙', phone: '19900000001' }]);
});

it('the same file sent again is a later upload, and its values are the newer ones', async () => {
  await harness.upload(roster('甲'));
  await harness.upload(roster('乙'));
  await harness.upload(roster('甲'));
  expect(held()).toEqual([{ nickname: '甲', phone: '19900000001' }]);
});

it('a preview names what would be kept', async () => {
  const older = await harness.queue(roster('甲'), { dryRun: true });
  await harness.upload(roster('乙'));
  expect(await keptIn(await harness.run(older))).toEqual([kept('nickname')]);
});

it('a rerun turns no field of an enrollment back either', async () => {
  harness = closedAfterTest(
    await openSyncHarness({ enrollmentFields: [{ name: '学习进度', keepUpToDate: true }] }),
  );
  harness.base.schema.enrollmentFields = { 学习进度: { kind: 'text' } };
  const withProgress = (progress: string) =>
    roster('甲').replace('学习日期', '学习日期,学习进度').replace('2026-05-01', `2026-05-01,${progress}`);
  const older = await harness.upload(withProgress('10%'));
  await harness.upload(withProgress('60%'));
  expect(await keptIn(await harness.rerun(older))).toEqual([kept('学习进度')]);
  expect(harness.base.enrollments.map(({ fields }) => fields)).toEqual([{ 学习进度: '60%' }]);
});
