import type { CalendarDay } from '../roster/roster.ts';

/** The calendar day at a moment (epoch ms) in an IANA time zone. */
export function todayIn(timeZone: string, now: number): CalendarDay {
  // The Canadian form of a date is YYYY-MM-DD.
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
}
