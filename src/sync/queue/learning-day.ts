import type { CalendarDay } from '../../roster/roster.ts';

const earliestDay: CalendarDay = '2010-01-01';
const yearsAhead = 2;

/**
 * Whether an operator may give this day as a learning day. Like a date in a file it may not lie before 2010 or over two
 * years ahead: keyboards make the year 0026 out of 26.
 */
export function isLearningDay(day: CalendarDay, now: Date): boolean {
  const latestDay = `${now.getUTCFullYear() + yearsAhead}${now.toISOString().slice(4, 10)}`;
  return day >= earliestDay && day <= latestDay;
}
