import { beforeEach, describe, expect, it } from 'vitest';
import { rosterOf } from '../sync/sync-harness.ts';
import { type FaultHarness, useFaultHarnesses } from './fault-harness.ts';

/** What the stand-in refuses in any cell. */
const poison = '毒';

const open = useFaultHarnesses();
let harness: FaultHarness;
beforeEach(async () => {
  harness = await open('skip-existing');
});

const row = (index: number, changes: { nickname?: string; course?: string } = {}) => [
  `u_${index}`,
  changes.nickname ?? '甲',
  '',
  changes.course ?? '入门',
  '2026-05-01',
];
const rows = (size: number, bad: readonly number[], changes: { nickname?: string; course?: string }) =>
  Array.from({ length: size }, (_, index) => row(index, bad.includes(index) ? changes : {}));

async function countCalls(pathEnd: string): Promise<number> {
  return (await harness.calls()).filter(({ path }) => path.endsWith(pathEnd)).length;
}

async function failuresOf(id: string) {
  const report = await harness.deps.syncs.readReport(id);
  return report?.failures.map(({ line, code, feishuCode }) => [line, code, feishuCode]);
}

const createEnrollments = 'tblSandboxEnroll1/records/batch_create';
const createLearners = 'tblSandboxLearner/records/batch_create';
const updateLearners = 'tblSandboxLearner/records/batch_update';

describe.each([
  [64, [10]],
  [300, [0, 299]],
  [1_000, [1, 2, 3, 500, 998]],
  [200, [0, 20, 40, 60, 80, 100, 120, 140, 160, 180]],
  [37, [36]],
  [2, [0, 1]],
  [1, [0]],
])('of %i rows, those at %j are refused by Feishu', (size, bad) => {
  const affordable = 2 * bad.length * Math.ceil(Math.log2(size));

  it('for their enrollment: only they fail, each with its line, and it costs few calls', async () => {
    await harness.control('PUT', 'settings', { refusedText: poison });
    const sync = await harness.upload(rosterOf(rows(size, bad, { course: poison })));
    expect(await failuresOf(sync.id)).toEqual(bad.map((index) => [index + 2, 'enrollment_refused', 1254060]));
    expect((await harness.content()).enrollments).toHaveLength(size - bad.length);
    expect((await countCalls(createEnrollments)) - 1).toBeLessThanOrEqual(affordable);
  });

  it('for their learner: their enrollments fail for that reason, and it costs few calls', async () => {
    await harness.control('PUT', 'settings', { refusedText: poison });
    const sync = await harness.upload(rosterOf(rows(size, bad, { nickname: poison })));
    expect(await failuresOf(sync.id)).toEqual(bad.map((index) => [index + 2, 'learner_refused', 1254060]));
    const { learners, enrollments } = await harness.content();
    expect([learners.length, enrollments.length]).toEqual([size - bad.length, size - bad.length]);
    expect((await countCalls(createLearners)) - 1).toBeLessThanOrEqual(affordable);
  });

  it('for new values of their learner: the enrollments are written, and staff are warned', async () => {
    // Filled, not replaced: so many other nicknames would be asked about first.
    const unnamed = Array.from({ length: size }, (_, index) => row(index, { nickname: '' }));
    await harness.upload(rosterOf(unnamed));
    await harness.control('PUT', 'settings', { refusedText: poison });
    const again = Array.from({ length: size }, (_, index) =>
      row(index, { nickname: bad.includes(index) ? poison : '乙', course: '深化' }),
    );
    const sync = await harness.upload(rosterOf(again));
    expect(sync.status).toBe('succeeded');
    const report = await harness.deps.syncs.readReport(sync.id);
    expect(report?.warnings.filter(({ code }) => code === 'learner_update_refused')).toEqual(
      bad.map((index) => ({
        line: index + 2,
        sheet: null,
        code: 'learner_update_refused',
        userId: `u_${index}`,
      })),
    );
    expect((await harness.content()).enrollments).toHaveLength(size * 2);
    expect((await countCalls(updateLearners)) - 1).toBeLessThanOrEqual(affordable);
  });
});

describe("a learner's link cell", () => {
  it.each([
    [446, 0, []],
    [449, 0, ['learner_links_near_limit']],
    [497, 0, ['learner_links_near_limit']],
    [498, 1, ['learner_links_near_limit']],
    [500, 3, []],
  ])('with %i records takes three more but for %i, with the warnings %j', async (held, failed, warned) => {
    await harness.upload(rosterOf([row(1, { course: '旧课' })]));
    const { records } = (await harness.control('GET', `tables/${encodeURIComponent('学员总表')}`)) as {
      records: { recordId: string }[];
    };
    const learner = [records[0]?.recordId];
    await harness.control('POST', 'records', {
      table: '学习记录表',
      records: Array.from({ length: held - 1 }, (_, index) => ({
        cells: { 用户ID: 'u_1', 课程: `课程${index}`, 关联到学员总表: learner },
      })),
    });
    const sync = await harness.upload(rosterOf(['甲课', '乙课', '丙课'].map((course) => row(1, { course }))));
    const report = await harness.deps.syncs.readReport(sync.id);
    expect(report?.failures.map(({ line, code }) => [line, code])).toEqual(
      [2, 3, 4].slice(3 - failed).map((line) => [line, 'learner_links_full']),
    );
    const nearLimit = report?.warnings.filter(({ code }) => code === 'learner_links_near_limit');
    expect(nearLimit?.map(({ code }) => code)).toEqual(warned);
    expect((await harness.content()).enrollments).toHaveLength(held + 3 - failed);
  });
});
