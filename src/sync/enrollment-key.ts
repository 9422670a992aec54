import { courseKey } from '../roster/course-name.ts';
import type { CalendarDay } from '../roster/roster.ts';

/** Cleaning leaves no control character in a value, so that none can hold this one. */
const between = '\0';

/** Identifies 用户ID + 课程 for comparing. Spellings of one course that differ only in width or outer 《》 are equal. */
export function courseOf(userId: string, course: string): string {
  return userId + between + courseKey(course);
}

/** Identifies one enrollment: 用户ID + 课程 + calendar day. */
export function keyOf(userId: string, course: string, day: CalendarDay): string {
  return courseOf(userId, course) + between + day;
}
