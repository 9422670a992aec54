import { courseKey } from '../../roster/course-name.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import type { AskedReason } from '../asked-reason.ts';
import type { EnrollmentPolicy } from '../settings.ts';

/** What a person has said about a file; null where the file says it itself. */
export interface SaidOfFile {
  course: string | null;
  day: CalendarDay | null;
}

export interface EarlierSync extends SaidOfFile {
  number: number;
}

export interface SameFileQuestion {
  said: SaidOfFile;
  /** Syncs that wrote the same bytes, the newest first. */
  before: readonly EarlierSync[];
  policy: EnrollmentPolicy;
  /** Courses that Base has of the learners of the file, by `courseKey`; null under `append`, which does not read them. */
  held: ReadonlySet<string> | null;
  /** How many would be created. */
  enrollments: number;
}

/**
 * The same bytes came before, under another course: a file that was mistaken for that of this course. Under `append` also
 * under another date, where every row would become a record once more; `skip-existing` does not create those. What has been
 * deleted from Base since was a mistake that somebody has corrected.
 */
export function doubtFile(question: SameFileQuestion): AskedReason | null {
  const { said, policy, held, enrollments } = question;
  const before = question.before.filter(
    ({ course }) => held === null || course === null || held.has(courseKey(course)),
  );
  const [latest] = before;
  if (latest === undefined || enrollments === 0) return null;
  const isOther = (earlier: SaidOfFile) =>
    differs.course(earlier, said) || (policy === 'append' && differs.day(earlier, said));
  if (!before.every(isOther)) return null;
  const { number, course, day } = latest;
  return {
    code: 'same_file_before',
    figures: {
      number,
      course: differs.course(latest, said) ? course : null,
      day: differs.day(latest, said) ? day : null,
      enrollments,
    },
    examples: [],
  };
}

/** What the file says itself is the same in the same bytes. */
const differs = {
  course: (one: SaidOfFile, other: SaidOfFile) =>
    one.course !== null && other.course !== null && courseKey(one.course) !== courseKey(other.course),
  day: (one: SaidOfFile, other: SaidOfFile) =>
    one.day !== null && other.day !== null && one.day !== other.day,
};
