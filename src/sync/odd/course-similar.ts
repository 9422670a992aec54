import { courseKey } from '../../roster/course-name.ts';
import { isDamagedCopy } from '../../roster/damaged-copy.ts';
import type { AskedReason } from '../asked-reason.ts';
import { keyOf } from '../enrollment-key.ts';
import type { CompleteRow } from '../plan/complete-rows.ts';
import type { ExistingEnrollment } from '../ports.ts';
import { areAlike, isTypedLike } from './course-names.ts';
import { thresholds } from './thresholds.ts';

const { share, rows: fewest } = thresholds.courseSimilar;

export interface CourseQuestion {
  rows: readonly CompleteRow[];
  /** Of the courses of the rows those that Base does not have, by `courseKey`. */
  newCourses: ReadonlySet<string>;
  /** Courses of Base, as spelled there. */
  known: readonly string[];
  /** What Base holds of the learners of the rows. */
  enrollments: readonly ExistingEnrollment[];
  /** The course was typed by a person; it is not in the file. */
  isTyped: boolean;
}

/** A course that Base does not have, beside one that it has and that may be meant: one doubt for each such course. */
export function doubtCourses(question: CourseQuestion): AskedReason[] {
  return [...newRows(question).values()].flatMap((rows) => similarTo(rows, question) ?? []);
}

/** By course. */
function newRows({ rows, newCourses }: CourseQuestion): Map<string, CompleteRow[]> {
  const byCourse = new Map<string, CompleteRow[]>();
  for (const row of rows) {
    const key = courseKey(row.course);
    if (!newCourses.has(key)) continue;
    const ofCourse = byCourse.get(key);
    if (ofCourse) ofCourse.push(row);
    else byCourse.set(key, [row]);
  }
  return byCourse;
}

function similarTo(rows: readonly CompleteRow[], question: CourseQuestion): AskedReason | null {
  const [first] = rows;
  if (first === undefined) return null;
  const { course } = first;
  const isMistake = (known: string) =>
    isDamagedCopy(course, known) || (question.isTyped && isTypedLike(course, known));
  const [best] = question.known
    .filter((known) => isMistake(known) || areAlike(course, known))
    .map((similar) => ({ similar, sameDay: countSameDay(rows, similar, question.enrollments) }))
    .filter(({ similar, sameDay }) => isMistake(similar) || isSameRoster(sameDay, rows.length))
    .sort((a, b) => b.sameDay - a.sameDay);
  if (best === undefined) return null;
  return { code: 'course_similar', figures: { course, rows: rows.length, ...best }, examples: [] };
}

function isSameRoster(sameDay: number, rows: number): boolean {
  return sameDay >= fewest && sameDay >= rows * share;
}

/** How many of the rows are about people who have that course on the day of the row. */
function countSameDay(
  rows: readonly CompleteRow[],
  course: string,
  enrollments: readonly ExistingEnrollment[],
): number {
  const held = new Set(
    enrollments.flatMap(({ userId, course: own, day }) =>
      day !== null && courseKey(own) === courseKey(course) ? [keyOf(userId, course, day)] : [],
    ),
  );
  return rows.filter(({ learner, day }) => held.has(keyOf(learner.userId, course, day))).length;
}
