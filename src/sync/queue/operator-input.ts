import { isCalendarDay, isLearningDay } from '../../roster/calendar-day.ts';
import { cleanCourseName } from '../../roster/course-name.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import { todayIn } from '../today-in.ts';

declare const parsed: unique symbol;

/**
 * What an operator says about a file that has no course or no date column; null: not said. Only `parseOperatorInput`
 * makes one, so that no way into the queue can leave a check out.
 */
export interface CourseAndDay {
  readonly course: string | null;
  readonly day: CalendarDay | null;
  readonly [parsed]: true;
}

/** As an operator typed it; null: not said. */
export interface TypedInput {
  course: string | null;
  day: string | null;
}

export type OperatorField = keyof TypedInput;

export type OperatorInputReading =
  | { kind: 'accepted'; said: CourseAndDay }
  /** The first field that does not fit. */
  | { kind: 'refused'; field: OperatorField };

/** Characters; longer names are pasted mistakes. */
export const longestCourse = 200;

/** For files of which nobody has said anything. */
export const nothingSaid: CourseAndDay = accept(null, null);

/**
 * Reads course and date as an operator gave them, at whatever entrance.
 * @param typed `day`: `YYYY-MM-DD`, within the bounds that dates in a file have; `course`: 1 to 200 characters, cleaned
 *   like a course in a file
 */
export function parseOperatorInput({ course, day }: TypedInput, now: Date): OperatorInputReading {
  const name = course === null ? null : cleanCourseName(course);
  if (day !== null && !isAllowedDay(day, now)) return { kind: 'refused', field: 'day' };
  if (name !== null && !isAllowedName(name)) return { kind: 'refused', field: 'course' };
  return { kind: 'accepted', said: accept(name, day) };
}

function isAllowedDay(day: string, now: Date): boolean {
  return isCalendarDay(day) && isLearningDay(day, todayIn('Asia/Shanghai', now.getTime()));
}

function isAllowedName(name: string): boolean {
  return name !== '' && [...name].length <= longestCourse;
}

/** The brand exists for the compiler only. */
function accept(course: string | null, day: CalendarDay | null): CourseAndDay {
  return { course, day } as CourseAndDay;
}
