import { courseKey } from '../../roster/course-name.ts';
import { readStatus } from '../../roster/enrollment-status.ts';
import { statusField } from '../plan/complete-rows.ts';
import type { ExistingEnrollment } from '../ports.ts';
import type { CourseCount } from './digest.ts';
import { daysAfter, type Week } from './week.ts';

export type CountedEnrollment = Pick<
  ExistingEnrollment,
  'recordId' | 'userId' | 'course' | 'day' | 'learnerRecordIds' | 'fields'
>;

/** Those of the week. */
export function inWeek<Enrollment extends Pick<CountedEnrollment, 'day'>>(
  enrollments: readonly Enrollment[],
  { first, last }: Week,
): Enrollment[] {
  return enrollments.filter(({ day }) => day !== null && day >= first && day <= last);
}

/**
 * How many each course has, and had in the week before; the most first, then by name. Every record counts, as in Base, where
 * a filter on 学习日期 shows the same number. Spellings of one course are one, named as most often in this week.
 */
export function countCourses(
  enrollments: readonly Pick<CountedEnrollment, 'course' | 'day'>[],
  week: Week,
): CourseCount[] {
  const before = { first: daysAfter(week.first, -7), last: daysAfter(week.last, -7) };
  const now = byCourse(inWeek(enrollments, week));
  const then = byCourse(inWeek(enrollments, before));
  const counts = [...new Set([...now.keys(), ...then.keys()])].map((key) => {
    const [names, earlier] = [now.get(key) ?? [], then.get(key) ?? []];
    const course = mostFrequent(names.length > 0 ? names : earlier);
    return { course, enrollments: names.length, before: earlier.length };
  });
  return counts.sort(
    (a, b) => b.enrollments - a.enrollments || b.before - a.before || (a.course < b.course ? -1 : 1),
  );
}

/** The names as spelled, by what their spellings have in common. */
function byCourse(enrollments: readonly Pick<CountedEnrollment, 'course'>[]): Map<string, string[]> {
  const courses = new Map<string, string[]>();
  for (const { course } of enrollments) {
    const key = courseKey(course);
    const names = courses.get(key);
    if (names === undefined) courses.set(key, [course]);
    else names.push(course);
  }
  return courses;
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [first] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return first?.[0] ?? '';
}

/** How many of the week are refunded by now; null where the table has no 报名状态. */
export function countRefunds(
  enrollments: readonly Pick<CountedEnrollment, 'day' | 'fields'>[],
  week: Week,
  hasStatus: boolean,
): number | null {
  if (!hasStatus) return null;
  const isRefunded = ({ fields }: Pick<CountedEnrollment, 'fields'>) =>
    readStatus(fields[statusField] ?? '') === 'refunded';
  return inWeek(enrollments, week).filter(isRefunded).length;
}
