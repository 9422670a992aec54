import { describe, expect, it } from 'vitest';
import type { CompleteRow } from '../../../src/sync/plan/complete-rows.ts';
import { type EnrollmentPlanInput, planEnrollments } from '../../../src/sync/plan/plan-enrollments.ts';
import type { ExistingEnrollment, ExistingLearner } from '../../../src/sync/ports.ts';

const row = (line: number, userId: string, course: string, day: string): CompleteRow => ({
  line,
  learner: { userId, nickname: '', phone: '', extras: {} },
  course,
  day,
  fields: {},
});
const learner = (recordId: string, userId: string): ExistingLearner => ({
  recordId,
  userId,
  fields: {},
  enrollmentIds: [],
  createdAt: 0,
});
const enrollment = (recordId: string, change: Partial<ExistingEnrollment> = {}): ExistingEnrollment => ({
  recordId,
  userId: 'u_1',
  course: '入门',
  day: '2026-05-01',
  learnerRecordIds: ['rec_1'],
  fields: {},
  createdAt: 0,
  ...change,
});
const input = (change: Partial<EnrollmentPlanInput>): EnrollmentPlanInput => ({
  rows: [row(2, 'u_1', '入门', '2026-05-01')],
  notEnrolled: [],
  keptFields: new Map(),
  written: new Set(),
  existingLearners: [learner('rec_1', 'u_1')],
  existingEnrollments: [],
  knownCourses: [],
  courseField: { kind: 'text' },
  newerFields: new Map(),
  policy: 'skip-existing',
  anyDayCounts: false,
  ...change,
});
const created = (lines: number[]) => lines.map((line) => expect.objectContaining({ line }));

describe('skip-existing: one record per 用户ID, 课程 and day', () => {
  it('creates what is not there', () => {
    expect(planEnrollments(input({})).create).toEqual([
      { line: 2, userId: 'u_1', course: '入门', day: '2026-05-01' },
    ]);
  });

  it.each<[string, ExistingEnrollment]>([
    ['the same course and day', enrollment('e1')],
    ['the course in 《》', enrollment('e1', { course: '《入门》' })],
    ['an empty 用户ID but a link to the learner', enrollment('e1', { userId: '' })],
  ])('skips what Base holds: %s', (_, existing) => {
    const plan = planEnrollments(input({ existingEnrollments: [existing] }));
    expect(plan.create).toEqual([]);
    expect(plan.skip).toEqual([{ line: 2, otherDate: false }]);
  });

  it.each<[string, ExistingEnrollment]>([
    ['another day', enrollment('e1', { day: '2026-05-02' })],
    ['no day', enrollment('e1', { day: null })],
    ['another course', enrollment('e1', { course: '深化' })],
    ['another learner', enrollment('e1', { userId: 'u_2' })],
    ['a 用户ID that differs in letter case', enrollment('e1', { userId: 'U_1' })],
  ])('creates although Base holds %s', (_, existing) => {
    expect(planEnrollments(input({ existingEnrollments: [existing] })).create).toEqual(created([2]));
  });

  it('writes a row once however often the file repeats it, and names the first line', () => {
    const rows = [2, 3, 4].map((line) => row(line, 'u_1', line === 3 ? '《入门》' : '入门', '2026-05-01'));
    const plan = planEnrollments(input({ rows }));
    expect(plan.create).toEqual(created([2]));
    expect(plan.repeat).toEqual([3, 4].map((line) => ({ line, userId: 'u_1', firstLine: 2 })));
    expect(plan.skip).toEqual([]);
    expect(plan.warnings).toEqual([
      { line: 3, code: 'duplicate_row', userId: 'u_1', firstLine: 2 },
      { line: 4, code: 'duplicate_row', userId: 'u_1', firstLine: 2 },
    ]);
  });

  it.each([
    ['under the same day', ['2026-05-01', '2026-05-01'], ['e1', 'e2']],
    ['under another day, which are two', ['2026-05-01', '2026-05-02'], []],
  ])('says that Base holds the enrollment twice: %s', (_, days, recordIds) => {
    const existingEnrollments = days.map((day, index) => enrollment(`e${index + 1}`, { day }));
    const { skip, warnings } = planEnrollments(input({ existingEnrollments }));
    expect(skip).toEqual([{ line: 2, otherDate: false }]);
    expect(warnings.filter(({ code }) => code === 'enrollment_duplicated')).toEqual(
      recordIds.length === 0 ? [] : [{ line: 2, code: 'enrollment_duplicated', userId: 'u_1', recordIds }],
    );
  });

  it('plans nothing for a line that is written already, and still knows it for repeats', () => {
    const rows = [row(2, 'u_1', '入门', '2026-05-01'), row(3, 'u_1', '入门', '2026-05-01')];
    const plan = planEnrollments(input({ rows, written: new Set([2]) }));
    expect(plan.create).toEqual([]);
    expect(plan.repeat).toEqual([{ line: 3, userId: 'u_1', firstLine: 2 }]);
  });

  it('says when the learner has the course under another day too, in the file or in Base', () => {
    const rows = [row(2, 'u_1', '入门', '2026-05-01'), row(3, 'u_1', '入门', '2026-05-08')];
    const inFile = planEnrollments(input({ rows }));
    expect(inFile.create).toEqual(created([2, 3]));
    expect(inFile.warnings).toEqual([{ line: 3, code: 'course_on_other_date', userId: 'u_1' }]);
    const inBase = planEnrollments(input({ existingEnrollments: [enrollment('e1', { day: '2026-04-01' })] }));
    expect(inBase.warnings).toEqual([{ line: 2, code: 'course_on_other_date', userId: 'u_1' }]);
  });
});

describe('a day given by the operator', () => {
  const existing = [enrollment('e1', { day: '2026-04-01' })];

  it('skips a learner who has the course under any day', () => {
    const plan = planEnrollments(input({ existingEnrollments: existing, anyDayCounts: true }));
    expect(plan.create).toEqual([]);
    expect(plan.skip).toEqual([{ line: 2, otherDate: true }]);
    expect(plan.warnings).toEqual([]);
  });

  it('does not call it another date if the very day is there as well', () => {
    const both = [...existing, enrollment('e2')];
    expect(planEnrollments(input({ existingEnrollments: both, anyDayCounts: true })).skip).toEqual([
      { line: 2, otherDate: false },
    ]);
  });
});

describe('links of enrollments that are there', () => {
  it('gives a missing link, to every record of the row that lacks it', () => {
    const existingEnrollments = ['e1', 'e2'].map((id) => enrollment(id, { learnerRecordIds: [] }));
    const plan = planEnrollments(input({ existingEnrollments }));
    expect(plan.link).toEqual([
      { line: 2, userId: 'u_1', recordId: 'e1' },
      { line: 2, userId: 'u_1', recordId: 'e2' },
    ]);
    expect(plan.skip).toEqual([]);
  });

  it('never changes a link to somebody else, and says so', () => {
    const plan = planEnrollments(
      input({ existingEnrollments: [enrollment('e1', { learnerRecordIds: ['rec_9'] })] }),
    );
    expect(plan.link).toEqual([]);
    expect(plan.skip).toEqual([{ line: 2, otherDate: false }]);
    expect(plan.warnings).toEqual([{ line: 2, code: 'linked_elsewhere', userId: 'u_1', recordId: 'e1' }]);
  });

  it('is content with a link to any record of a learner who stands there twice', () => {
    const existingLearners = [learner('rec_1', 'u_1'), learner('rec_2', 'u_1')];
    const existingEnrollments = [enrollment('e1', { learnerRecordIds: ['rec_2'] })];
    expect(planEnrollments(input({ existingLearners, existingEnrollments })).warnings).toEqual([]);
  });
});

describe('append: every row becomes a record', () => {
  it('creates repeats and what Base holds, but not what this upload has written', () => {
    const rows = [2, 3, 4].map((line) => row(line, 'u_1', '入门', '2026-05-01'));
    const plan = planEnrollments(
      input({ rows, policy: 'append', existingEnrollments: [enrollment('e1')], written: new Set([3]) }),
    );
    expect(plan.create).toEqual(created([2, 4]));
    expect(plan.warnings).toEqual([]);
  });
});

describe('课程 as a single select', () => {
  const courseField = { kind: 'select' as const, options: ['《入门》'] };

  it('uses the option that is the same course in another spelling', () => {
    const plan = planEnrollments(input({ courseField }));
    expect(plan.create[0]?.course).toBe('《入门》');
    expect(plan.warnings).toEqual([
      { line: null, code: 'course_spelling', course: '入门', used: '《入门》' },
    ]);
  });

  it('says which options it adds', () => {
    const rows = [row(2, 'u_1', '深化', '2026-05-01'), row(3, 'u_2', '深化', '2026-05-01')];
    expect(planEnrollments(input({ rows, courseField })).warnings).toEqual([
      { line: null, code: 'options_added', field: '课程', options: ['深化'] },
    ]);
  });
});
