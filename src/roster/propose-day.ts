import { isCalendarDay, isLearningDay } from './calendar-day.ts';
import type { CalendarDay } from './roster.ts';

/** `20260516`, but neither the start of a longer number nor its end. */
const compact = /(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)/g;
const withMarks = /(?<!\d)(\d{4})\s*[-_.年]\s*(\d{1,2})\s*[-_.月]\s*(\d{1,2})(?!\d)/g;
const withoutYear = /(?<![\d年]\s*)(\d{1,2})月(\d{1,2})[日号]/g;

/**
 * The day in a file name, as a proposal for the operator: it may just as well be the day of the export. null if there is none,
 * or more than one.
 * @param today a day without a year is the one that is nearest to it
 */
export function proposeDay(fileName: string, today: CalendarDay): CalendarDay | null {
  const full = [...fileName.matchAll(compact), ...fileName.matchAll(withMarks)].map(([, ...parts]) =>
    toDay(parts),
  );
  const short = [...fileName.matchAll(withoutYear)].map(([, ...parts]) => nearest(parts, today));
  const days = new Set([...full, ...short].filter((day) => isCalendarDay(day) && isLearningDay(day, today)));
  return days.size === 1 ? ([...days][0] ?? null) : null;
}

function nearest(monthAndDate: readonly string[], today: CalendarDay): CalendarDay {
  const year = Number(today.slice(0, 4));
  const days = [year - 1, year, year + 1].map((each) => toDay([String(each), ...monthAndDate]));
  const distance = (day: CalendarDay) => Math.abs(Date.parse(day) - Date.parse(today));
  // The leap day is not in every year.
  return days.filter(isCalendarDay).sort((one, other) => distance(one) - distance(other))[0] ?? '';
}

function toDay([year = '', month = '', date = '']: readonly string[]): CalendarDay {
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}
