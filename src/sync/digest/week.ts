import type { CalendarDay } from '../../roster/roster.ts';

/** Seven days, the first a Monday. */
export interface Week {
  first: CalendarDay;
  last: CalendarDay;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Asia/Shanghai has had no summer time since 1991: https://data.iana.org/time-zones/tzdb/asia */
const shanghaiOffsetMs = 8 * 60 * minuteMs;
/** From 9:30, when people are at work, until 22:00, when they are left alone. Whoever is late is not a day late. */
const dueFromMs = (9 * 60 + 30) * minuteMs;
const dueUntilMs = 22 * 60 * minuteMs;
/** 1970-01-01 was a Thursday. */
const mondayMs = 4 * dayMs;

/**
 * The week that the digest of this moment is about: the last one, on Mondays between 9:30 and 22:00 in Asia/Shanghai.
 * @param now epoch ms
 * @returns null at all other times
 */
export function weekDueAt(now: number): Week | null {
  const local = now + shanghaiOffsetMs;
  const intoWeek = (((local - mondayMs) % (7 * dayMs)) + 7 * dayMs) % (7 * dayMs);
  if (intoWeek < dueFromMs || intoWeek >= dueUntilMs) return null;
  const monday = new Date(local).toISOString().slice(0, 10);
  return { first: daysAfter(monday, -7), last: daysAfter(monday, -1) };
}

/** The day so many days later; earlier where it is negative. */
export function daysAfter(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days the second is after the first. */
export function daysBetween(first: CalendarDay, second: CalendarDay): number {
  return (Date.parse(second) - Date.parse(first)) / dayMs;
}
