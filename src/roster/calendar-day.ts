import { cleanCode } from './clean-cell.ts';
import type { CalendarDay } from './roster.ts';

export type DayReading =
  | { kind: 'accepted'; day: CalendarDay }
  | { kind: 'rejected'; code: 'missing_date' | 'invalid_date' | 'date_out_of_range' };

/** Earlier dates are placeholders, such as the Unix zero, or dates of something else, such as a birthday. */
const earliestDay: CalendarDay = '2010-01-01';
/** Later ones are typing mistakes. */
const yearsAhead = 2;

const canonical = /^\d{4}-\d{2}-\d{2}$/;
const time = '(?:(?:T| +|(?<=日))(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.\\d+)?)?)?';
const formats = [
  /(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<date>\d{1,2})/,
  /(?<year>\d{4})年(?<month>\d{1,2})月(?<date>\d{1,2})日/,
  /(?<year>\d{4})(?<month>\d{2})(?<date>\d{2})/,
].map((day) => new RegExp(`^${day.source}${time}$`));

const serialNumber = /^\d{5}(?:\.\d+)?$/;
const dayMilliseconds = 86_400_000;
/** Day 0 of the 1900 system, shifted by its leap-year error, which matters before March 1900 only. */
const serialZero = Date.UTC(1899, 11, 30);

/**
 * Reads a date cell as the calendar day that is written in it; nothing is converted between time zones.
 * @param text `2026-05-01`, `2026/5/1`, `2026.5.1`, `2026年5月1日`, `20260501`, each also with a time of day,
 *   or the serial number that a spreadsheet keeps for a date
 * @param today what "more than two years ahead" counts from
 */
export function readDay(text: string, today: CalendarDay): DayReading {
  const value = cleanCode(text);
  if (value === '') return { kind: 'rejected', code: 'missing_date' };
  const day = dayAsWritten(value);
  if (day === null) return { kind: 'rejected', code: 'invalid_date' };
  if (!isLearningDay(day, today)) return { kind: 'rejected', code: 'date_out_of_range' };
  return { kind: 'accepted', day };
}

/** The calendar day of a cleaned text in one of the formats of `readDay`, in any year; null if there is no such day or time. */
export function dayAsWritten(value: string): CalendarDay | null {
  if (serialNumber.test(value)) return dayOfSerial(Number(value));
  for (const format of formats) {
    const parts = format.exec(value)?.groups;
    if (parts !== undefined) return isTimeOfDay(parts) ? toDay(parts) : null;
  }
  return null;
}

/** The calendar day of a spreadsheet's date, counted in days from 1899-12-30 (1900 system); a time of day is dropped. */
export function dayOfSerial(serial: number): CalendarDay {
  return new Date(serialZero + Math.floor(serial) * dayMilliseconds).toISOString().slice(0, 10);
}

/** Whether the text is exactly `YYYY-MM-DD` and that day exists. */
export function isCalendarDay(text: string): boolean {
  if (!canonical.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether something can be learned on this day: from 2010 to two years ahead, both included. */
export function isLearningDay(day: CalendarDay, today: CalendarDay): boolean {
  return day >= earliestDay && day <= latestDay(today);
}

/** Comparable with days as text; 29 February two years on stands between 28 February and 1 March. */
function latestDay(today: CalendarDay): CalendarDay {
  return `${Number(today.slice(0, 4)) + yearsAhead}${today.slice(4)}`;
}

type DateParts = Record<string, string | undefined>;

function toDay({ year = '', month = '', date = '' }: DateParts): CalendarDay | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isCalendarDay(day) ? day : null;
}

function isTimeOfDay({ hour = '0', minute = '0', second = '0' }: DateParts): boolean {
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}
