import { isCalendarDay, isLearningDay } from './calendar-day.ts';
import type { CalendarDay } from './roster.ts';

const withYear = /(?<!\d)(20\d{2})(?:[-_.]|年)(\d{1,2})(?:[-_.]|月)(\d{1,2})(?!\d)/g;
/** A time of day may follow. */
const digits = /(?<!\d)(20\d{2})(\d{2})(\d{2})(?:\d{4}|\d{6})?(?!\d)/g;
const withoutYear = /(?<![\d年])(\d{1,2})月(\d{1,2})日/g;

/**
 * The day that a file name speaks of, as a proposal for the operator: `_20260516`, `2026-5-16`, `5月16日`. null if there is
 * none, if there are several, or if nothing could be learned on it.
 * @param today of a day without a year the one nearest to it is meant
 */
export function proposeDay(fileName: string, today: CalendarDay): CalendarDay | null {
  const name = fileName.normalize('NFKC');
  const named = [withYear, digits].flatMap((format) =>
    [...name.matchAll(format)].map(([, year = '', month = '', date = '']) => dayOf(year, month, date)),
  );
  const short = [...name.matchAll(withoutYear)].map(([, month = '', date = '']) =>
    nearest(month, date, today),
  );
  const [day, ...others] = new Set([...named, ...short].filter((found) => found !== null));
  return day !== undefined && others.length === 0 && isLearningDay(day, today) ? day : null;
}

function dayOf(year: string, month: string, date: string): CalendarDay | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isCalendarDay(day) ? day : null;
}

function nearest(month: string, date: string, today: CalendarDay): CalendarDay | null {
  const year = Number(today.slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap((near) => dayOf(String(near), month, date) ?? []);
  const distance = (day: CalendarDay) => Math.abs(Date.parse(day) - Date.parse(today));
  return days.sort((one, other) => distance(one) - distance(other))[0] ?? null;
}
