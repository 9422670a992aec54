import { expect, it } from 'vitest';
import { sayRoomLeft } from '../../../src/app/doctor/check-rows.ts';

const names = { learnerTable: '学员总表', enrollmentTable: '学习记录表' };
const learners = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ recordId: `rec${index}`, userId: `u_${index}` }));
const enrollments = (count: number, userId: string) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ recordId: `rec${index}`, userId },
    ...{ course: '入门', day: '2026-05-16' },
  }));
const codes = (...rows: Parameters<typeof sayRoomLeft>) => sayRoomLeft(...rows).map(({ code }) => code);

it.each([
  { rows: 15_999, code: 'ok' },
  { rows: 16_000, code: 'nearly_full' },
])('a table of $rows rows: $code', ({ rows, code }) => {
  expect(codes({ learners: learners(rows), enrollments: [] }, names)).toEqual([code]);
});

it.each([
  { count: 449, also: [] },
  { count: 450, also: ['links_nearly_full'] },
])('a learner with $count enrollments', ({ count, also }) => {
  const rows = { learners: learners(2), enrollments: enrollments(count, 'u_1') };
  expect(codes(rows, names)).toEqual(['ok', ...also]);
  expect(JSON.stringify(sayRoomLeft(rows, names))).not.toContain('u_1');
});
