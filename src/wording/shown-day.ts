import type { CalendarDay } from '../roster/roster.ts';

/** A day as people write it: `5月16日`, of another year than `today` `2025年5月16日`. */
export function shownDay(day: CalendarDay, today: CalendarDay): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : `${Number(day.slice(0, 4))}年`;
  return `${year}${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}
