import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeRows } from '../../../src/sync/plan/complete-rows.ts';
import { planSync, type SyncPlanInput } from '../../../src/sync/plan/plan-sync.ts';
import type { BaseSchema, ExistingEnrollment, ExistingLearner } from '../../../src/sync/ports.ts';
import { buildChanges, rejectedChanges } from '../../../src/sync/report/build-changes.ts';
import { buildReport } from '../../../src/sync/report/build-report.ts';
import { countWritten, plannedCounts, type SyncCounts } from '../../../src/sync/report/counts.ts';
import { countChanges, type RowChange } from '../../../src/sync/sync-changes.ts';
import { readAsRoster, today } from '../../roster/read.ts';
import { sheetsXlsx, textRow } from '../../roster/xlsx-file.ts';
import { settings } from '../sync-harness.ts';

const schema: BaseSchema = {
  timeZone: 'Asia/Shanghai',
  zones: [],
  advancedPermissions: false,
  linkIsTwoWay: true,
  learnerFields: { nickname: { kind: 'text' }, phone: { kind: 'text' } },
  course: { kind: 'text' },
  enrollmentFields: { 报名状态: { kind: 'text' } },
};

interface Scene {
  csv: string | Uint8Array;
  learners?: ExistingLearner[];
  enrollments?: ExistingEnrollment[];
  over?: Partial<Pick<SyncPlanInput, 'settings' | 'written' | 'addUnderNewDate'>>;
  input?: { course?: string; day?: string };
  /** What becomes of the plan; by default all of it is done. */
  become?: (counts: SyncCounts) => SyncCounts;
}

/** The changes and the summary of one sync, planned by the code that plans in earnest. */
async function changesOf({ csv, learners = [], enrollments = [], over, input, become }: Scene) {
  const roster = await readAsRoster(csv, { sheets: ['*'] });
  const said = { course: input?.course ?? null, day: input?.day ?? null };
  const completion = completeRows(roster, { ...said, addUnderNewDate: false, confirmed: [] });
  if (completion.kind === 'incomplete') throw new Error('course or day is missing');
  const plan = planSync({
    ...{ roster, completion, schema, settings, today },
    written: new Set(),
    existing: { learners, enrollments },
    ...{ recordsDeleted: 0, recordsLate: 0, recordsOfOthers: 0, addUnderNewDate: false },
    knownCourses: [],
    phoneHolders: new Map(),
    lastSaid: () => null,
    newer: { ofLearners: new Map(), ofEnrollments: new Map() },
    ...over,
  });
  const counts = (become ?? ((planned) => planned))(plannedCounts(plan, countWritten([])));
  const changes = buildChanges({ roster, completion, plan, counts, earlier: [] });
  const { summary } = buildReport({
    roster,
    plan,
    counts,
    doubts: [],
    fewerThanShown: 0,
    baseCalls: 0,
    durationMs: 0,
  });
  return { roster, plan, changes, summary };
}

const header = '用户ID,昵称,手机号,课程,学习日期,报名状态';
const csvOf = (rows: readonly string[]) => [header, ...rows].join('\n');

const learner = (userId: string, fields: Record<string, string> = {}): ExistingLearner => ({
  ...{ recordId: `rec_${userId}`, userId, enrollmentIds: [], createdAt: 0 },
  fields,
});
const enrollment = (userId: string, over: Partial<ExistingEnrollment> = {}): ExistingEnrollment => ({
  ...{ recordId: `enr_${userId}`, userId, course: '入门', day: '2026-05-01', fields: {}, createdAt: 0 },
  learnerRecordIds: [`rec_${userId}`],
  ...over,
});

const rowOf = (over: Partial<RowChange>): RowChange => ({
  ...{ line: 2, sheet: null, userId: 'u_1', nickname: '甲', kinds: [], course: '入门', day: '2026-05-01' },
  ...{ cells: [], code: null },
  ...over,
});
const only = async (scene: Scene) => (await changesOf(scene)).changes.rows;

describe('what becomes of a row', () => {
  const row = 'u_1,甲,19900000001,入门,2026-05-01,';
  const known = { nickname: '甲', phone: '19900000001' };

  it.each<[string, Partial<Scene> & { csv?: string }, Partial<RowChange>]>([
    ['a new learner and a new enrollment', {}, { kinds: ['create_learner', 'create_enrollment'] }],
    [
      'a known learner, a new enrollment',
      { learners: [learner('u_1', known)] },
      { kinds: ['create_enrollment'] },
    ],
    [
      'a learner with another nickname and no phone yet',
      { learners: [learner('u_1', { nickname: '旧' })], enrollments: [enrollment('u_1')] },
      {
        kinds: ['update_learner', 'skip'],
        cells: [
          { field: 'nickname', before: '旧', after: '甲' },
          { field: 'phone', before: '', after: '19900000001' },
        ],
      },
    ],
    [
      'what Base has already',
      { learners: [learner('u_1', known)], enrollments: [enrollment('u_1')] },
      { kinds: ['skip'] },
    ],
    [
      'what Base has without its link',
      { learners: [learner('u_1', known)], enrollments: [enrollment('u_1', { learnerRecordIds: [] })] },
      { kinds: ['link'] },
    ],
    [
      'what Base has with another status',
      {
        csv: 'u_1,甲,19900000001,入门,2026-05-01,已完成',
        learners: [learner('u_1', known)],
        enrollments: [enrollment('u_1', { fields: { 报名状态: '已报名' } })],
      },
      {
        kinds: ['skip', 'update_enrollment'],
        cells: [{ field: '报名状态', before: '已报名', after: '已完成' }],
      },
    ],
    [
      'a refund',
      { csv: 'u_1,甲,19900000001,入门,2026-05-01,已退款' },
      { kinds: ['not_enrolled'], code: 'refunded' },
    ],
    [
      'a row that is refused',
      { csv: ',甲,19900000001,入门,2026-05-01,' },
      { kinds: ['failed'], userId: null, course: null, day: null, code: 'missing_user_id' },
    ],
    [
      'an enrollment that was not written, of a learner who was',
      { become: (counts) => ({ ...counts, enrollmentsCreated: new Set() }) },
      { kinds: ['create_learner', 'failed'], code: 'not_written' },
    ],
    [
      'an enrollment whose learner Feishu refused',
      {
        become: (counts) => ({
          ...counts,
          learnersCreated: new Set(),
          enrollmentsCreated: new Set(),
          failures: [{ line: 2, userId: 'u_1', code: 'learner_refused' }],
        }),
      },
      { kinds: ['failed'], code: 'learner_refused' },
    ],
  ])('%s', async (_, { csv = row, ...scene }, expected) => {
    expect(await only({ ...scene, csv: csvOf([csv]) })).toEqual([rowOf(expected)]);
  });

  it('a row that lacks both its course and its date, which it says', async () => {
    expect((await only({ csv: csvOf([row, 'u_2,乙,,,,']) }))[1]).toEqual(
      rowOf({
        ...{ line: 3, userId: 'u_2', nickname: '乙', kinds: ['failed'], course: null, day: null },
        ...{ code: 'missing_course', lacks: 'course_and_day' },
      }),
    );
  });

  it('a row that repeats an earlier one, also where that one failed', async () => {
    const csv = csvOf([row, row]);
    expect((await only({ csv })).map(({ kinds }) => kinds)).toEqual([
      ['create_learner', 'create_enrollment'],
      ['repeat'],
    ]);
    const become = (counts: SyncCounts) => ({ ...counts, enrollmentsCreated: new Set<number>() });
    expect((await only({ csv, become })).map(({ kinds, code }) => [...kinds, code])).toEqual([
      ['create_learner', 'failed', 'not_written'],
      ['failed', 'not_written'],
    ]);
  });

  it('every row under append', async () => {
    const over = { settings: { ...settings, policy: 'append' as const } };
    const rows = await only({ csv: csvOf([row, row]), over, enrollments: [enrollment('u_1')] });
    expect(rows.flatMap(({ kinds }) => kinds)).toEqual([
      'create_learner',
      'create_enrollment',
      'create_enrollment',
    ]);
  });

  it('a row that this upload has written already', async () => {
    const rows = await only({
      csv: csvOf([row]),
      learners: [learner('u_1', known)],
      over: { written: new Set([2]) },
    });
    expect(rows).toEqual([rowOf({ kinds: ['skip'] })]);
  });

  it('has the course and the day that the operator gave, a refund too', async () => {
    const csv = '用户ID,昵称,报名状态\nu_1,甲,\nu_2,乙,已退款';
    const rows = await only({ csv, input: { course: '共情', day: '2026-06-06' } });
    expect(rows.map(({ kinds, course, day }) => [kinds.at(-1), course, day])).toEqual([
      ['create_enrollment', '共情', '2026-06-06'],
      ['not_enrolled', '共情', '2026-06-06'],
    ]);
  });

  it('has the course as Base spells it', async () => {
    const csv = csvOf(['u_1,甲,,《入门》,2026-05-02,']);
    const rows = await only({ csv, learners: [learner('u_1')], enrollments: [enrollment('u_1')] });
    expect(rows).toMatchObject([{ course: '入门', kinds: ['update_learner', 'create_enrollment'] }]);
  });

  it('names cells of several records once where they change alike', async () => {
    const twice = [enrollment('u_1', { fields: { 报名状态: '已报名' } })];
    const enrollments = [...twice, { ...twice[0], recordId: 'enr_again' } as ExistingEnrollment];
    const csv = csvOf(['u_1,甲,,入门,2026-05-01,已完成']);
    const [changed] = await only({ csv, learners: [learner('u_1', { nickname: '甲' })], enrollments });
    expect(changed?.cells).toEqual([{ field: '报名状态', before: '已报名', after: '已完成' }]);
  });

  it('stands in its sheet where the workbook has several', async () => {
    const sheet = textRow('用户ID', '昵称', '课程', '学习日期') + textRow('u_1', '甲', '入门', '2026-05-01');
    const workbook = sheetsXlsx(['第11期', '第12期'].map((name) => ({ name, rows: sheet })));
    const { changes } = await changesOf({ csv: workbook });
    expect(changes.rows.map(({ sheet, line, kinds }) => [sheet, line, ...kinds])).toEqual([
      ['第11期', 2, 'create_learner', 'create_enrollment'],
      ['第12期', 2, 'repeat'],
    ]);
  });

  it('is nothing but its failure where the whole file is refused row by row', async () => {
    const roster = await readAsRoster(csvOf([',甲,,入门,2026-05-01,', 'u_2,乙,,入门,某天,', 'u_3,丙,,,,']));
    const { rows, courses, file } = rejectedChanges(roster);
    expect(rows.map(({ kinds, code, lacks }) => [kinds, code, lacks])).toEqual([
      [['failed'], 'missing_user_id', undefined],
      [['failed'], 'invalid_date', undefined],
      [['failed'], 'missing_course', 'course_and_day'],
    ]);
    expect([courses, file]).toEqual([[], roster.file]);
  });
});

const outcomes = ['create_enrollment', 'link', 'skip', 'repeat', 'not_enrolled', 'failed'] as const;

/** Few people, courses and days, so that rows meet each other and Base. */
const userId = fc.constantFrom('u_1', 'u_2', 'u_3', 'u_4', 'u_5');
const course = fc.constantFrom('入门', '《入门》', '深化');
const day = fc.constantFrom('2026-05-01', '2026-05-08');
const fileRow = fc
  .record({
    userId: fc.oneof({ weight: 8, arbitrary: userId }, fc.constantFrom('', '1.2E+10')),
    nickname: fc.constantFrom('甲', '乙', ''),
    phone: fc.constantFrom('19900000001', '19900000002', ''),
    course,
    day: fc.oneof({ weight: 8, arbitrary: day }, fc.constant('某天')),
    status: fc.constantFrom('', '', '已完成', '已退款'),
  })
  .map((row) => [row.userId, row.nickname, row.phone, row.course, row.day, row.status].join(','));

const tables = fc.record({
  learners: fc
    .uniqueArray(userId, { maxLength: 5 })
    .chain((ids) =>
      fc
        .array(fc.constantFrom('甲', '丙', ''), { minLength: ids.length, maxLength: ids.length })
        .map((names) => ids.map((id, index) => learner(id, { nickname: names[index] ?? '' }))),
    ),
  enrollments: fc
    .array(fc.record({ userId, course, day, isLinked: fc.boolean() }), { maxLength: 6 })
    .map((records) =>
      records.map(({ userId: id, isLinked, ...rest }, index) =>
        enrollment(id, { ...rest, recordId: `enr_${index}`, ...(isLinked ? {} : { learnerRecordIds: [] }) }),
      ),
    ),
});

describe('any file over any tables', () => {
  const scene = fc.record({
    rows: fc.array(fileRow, { minLength: 1, maxLength: 12 }),
    tables,
    policy: fc.constantFrom('skip-existing' as const, 'append' as const),
    written: fc.array(fc.integer({ min: 2, max: 13 }), { maxLength: 3 }),
    unwritten: fc.array(fc.integer({ min: 2, max: 13 }), { maxLength: 4 }),
  });

  it('has every row once, in order, with one outcome, and adds up with the summary', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ rows, tables, policy, written, unwritten }) => {
        const lost = new Set(unwritten);
        const { roster, changes, summary } = await changesOf({
          csv: csvOf(['u_0,零,,入门,2026-05-01,', ...rows]),
          ...tables,
          over: { settings: { ...settings, policy }, written: new Set(written) },
          become: (counts) => ({
            ...counts,
            enrollmentsCreated: new Set([...counts.enrollmentsCreated].filter((line) => !lost.has(line))),
          }),
        });
        expect(changes.rows.map(({ line }) => line)).toEqual(roster.rows.map(({ line }) => line));
        for (const { kinds } of changes.rows)
          expect(outcomes.filter((outcome) => kinds.includes(outcome))).toHaveLength(1);
        const counts = countChanges(changes.rows);
        expect(counts).toMatchObject({
          create_learner: summary.learnersCreated,
          update_learner: summary.learnersUpdated,
          create_enrollment: summary.enrollmentsCreated,
          link: summary.enrollmentsLinked,
          repeat: summary.enrollmentsRepeated,
          skip: summary.enrollmentsSkipped - summary.enrollmentsRepeated,
          not_enrolled: summary.rowsNotEnrolled,
          failed: summary.rowsFailed,
        });
        const sum = (of: 'created' | 'skipped') => changes.courses.reduce((all, each) => all + each[of], 0);
        expect(sum('created')).toBe(counts.create_enrollment);
        expect(sum('skipped')).toBe(counts.skip + counts.repeat);
        for (const { kinds, cells } of changes.rows)
          expect(cells.length > 0).toBe(
            kinds.includes('update_learner') || kinds.includes('update_enrollment'),
          );
      }),
      { numRuns: 300 },
    );
  });
});
