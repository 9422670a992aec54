import type { Cells } from '../feishu/audit.ts';
import { courseKeyOf } from '../world/names.ts';

/** Who learned what, and when: the day as the Base's zone at that time has it. */
export interface Enrollment {
  userId: string;
  course: string;
  day: string;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** @param timeZone in which the day was written */
export function enrollmentOf(cells: Cells, timeZone: string): Enrollment {
  const format = dayFormats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone });
  dayFormats.set(timeZone, format);
  const { 用户ID: userId, 课程: course, 学习日期: day } = cells;
  return {
    userId: String(userId ?? ''),
    course: courseKeyOf(String(course ?? '')),
    day: typeof day === 'number' ? format.format(day) : '',
  };
}

export function keyOf({ userId, course, day }: Enrollment): string {
  return `${userId} ${course} ${day}`;
}
