import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCourses, countRefunds, inWeek } from '../../../src/sync/digest/count-enrollments.ts';
import { daysAfter } from '../../../src/sync/digest/week.ts';

const week = { first: '2026-05-11', last: '2026-05-17' };
const of = (course: string, ...days: (string | null)[]) => days.map((day) => ({ course, day }));

describe('enrollments per course', () => {
  it.each<[string, { course: string; day: string | null }[], object[]]>([
    ['none', [], []],
    [
      'from the first day to the last',
      of('甲', '2026-05-10', '2026-05-11', '2026-05-17', '2026-05-18'),
      [{ course: '甲', enrollments: 2, before: 1 }],
    ],
    [
      'of the week before only the seven days',
      of('甲', '2026-05-03', '2026-05-04', '2026-05-10'),
      [{ course: '甲', enrollments: 0, before: 2 }],
    ],
    ['without a day not at all', of('甲', null), []],
    [
      'the most first, then those of the week before, then by name',
      [
        ...of('乙', '2026-05-11'),
        ...of('丙', '2026-05-04'),
        ...of('丁', '2026-05-04'),
        ...of('甲', '2026-05-12'),
      ],
      [
        { course: '乙', enrollments: 1, before: 0 },
        { course: '甲', enrollments: 1, before: 0 },
        { course: '丁', enrollments: 0, before: 1 },
        { course: '丙', enrollments: 0, before: 1 },
      ],
    ],
    [
      'under one name, however it is spelled',
      [...of('《NVC 入门》', '2026-05-11', '2026-05-12'), ...of('nvc入门', '2026-05-13', '2026-05-05')],
      [{ course: '《NVC 入门》', enrollments: 3, before: 1 }],
    ],
  ])('%s', (_, enrollments, counts) => {
    expect(countCourses(enrollments, week)).toEqual(counts);
  });

  it('add up to the records of both weeks', () => {
    const day = fc.option(fc.integer({ min: -20, max: 20 }).map((days) => daysAfter(week.first, days)));
    const enrollment = fc.record({ course: fc.constantFrom('甲', '《甲》', '乙', ''), day });
    fc.assert(
      fc.property(fc.array(enrollment), (enrollments) => {
        const counts = countCourses(enrollments, week);
        const before = { first: daysAfter(week.first, -7), last: daysAfter(week.last, -7) };
        const sum = (key: 'enrollments' | 'before') => counts.reduce((total, each) => total + each[key], 0);
        expect(sum('enrollments')).toBe(inWeek(enrollments, week).length);
        expect(sum('before')).toBe(inWeek(enrollments, before).length);
      }),
    );
  });
});

describe('refunds', () => {
  const enrollments: Parameters<typeof countRefunds>[0] = [
    { day: '2026-05-11', fields: { 报名状态: '已退款' } },
    { day: '2026-05-12', fields: { 报名状态: '已支付' } },
    { day: '2026-05-13', fields: { 报名状态: '已取消' } },
    { day: '2026-05-14', fields: {} },
    { day: '2026-05-18', fields: { 报名状态: '已退款' } },
  ];

  it('are those of the week whose 报名状态 says so', () => {
    expect(countRefunds(enrollments, week, true)).toBe(1);
  });

  it('are not known without 报名状态', () => {
    expect(countRefunds(enrollments, week, false)).toBeNull();
  });
});
