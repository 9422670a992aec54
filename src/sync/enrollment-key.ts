import { courseKey } from '../roster/course-name.ts';
import type { CalendarDay } from '../roster/roster.ts';

/** Identifies 用户ID + 课程 for comparing. Spellings of one course that differ only in width or outer 《》 are equal. */
export function courseOf(userId: string, course: string): string {
  return JSON.stringify([userId, courseKey(course)]);
}

/** Identifies one enrollment: 用户ID + 课程 + calendar day. */
export function keyOf(userId: string, course: string, day: CalendarDay): string {
  return JSON.stringify([userId, courseKey(course), day]);
}
