import type { CalendarDay } from '../roster/roster.ts';

/** To make one takes longer than all that is done with it, and there are few zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at a moment (epoch ms) in an IANA time zone. */
export function todayIn(timeZone: string, now: number): CalendarDay {
  // The Canadian form of a date is YYYY-MM-DD.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(now);
}
