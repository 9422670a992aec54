import { cleanCode } from './clean-cell.ts';
import { remembered } from './remembered.ts';
import type { CalendarDay } from './roster.ts';
import { toSimplified } from './simplified.ts';

export type DayReading =
  | { kind: 'accepted'; day: CalendarDay }
  | { kind: 'rejected'; code: 'missing_date' | 'invalid_date' | 'date_out_of_range' };

/** Earlier dates are placeholders, such as the Unix zero, or dates of something else, such as a birthday. */
const earliestDay: CalendarDay = '2010-01-01';
/** Later ones are typing mistakes. */
const yearsAhead = 2;

const canonical = /^\d{4}-\d{2}-\d{2}$/;

const half = '上午|下午|[AP]\\.?M\\.?';
const halfOfDay = `(?<half>${half})?\\s*`;
const seconds = '(?<second>\\d{1,2})(?:[.,]\\d+)?秒?';
const clock = `(?<hour>\\d{1,2})(?:[时点](?!\\d)|[:时点](?<minute>\\d{1,2})(?:[:分](?:${seconds})?)?)`;
const halfBehind = `(?:\\s*(?<halfBehind>${half}))?`;
const zone = '(?:\\s*(?<zone>Z|[+-]\\d{2}(?::?\\d{2})?))?';
const time = `(?:(?:T|,?\\s+|(?<=[日号])|(?=[上下]午))${halfOfDay}${clock}${halfBehind}${zone})?`;
const formats = [
  /(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<date>\d{1,2})/,
  /(?<year>\d{4})\s*年\s*(?<month>\d{1,2})\s*月\s*(?<date>\d{1,2})\s*[日号]/,
  /(?<year>\d{4})(?<month>\d{2})(?<date>\d{2})/,
].map((day) => new RegExp(`^${day.source}${time}$`, 'i'));
const digitsOnly = new RegExp(
  `^(?<year>\\d{4})(?<month>\\d{2})(?<date>\\d{2})[T ]?(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})${zone}$`,
  'i',
);
const dayOfWeek = '\\(?(?:星期|礼拜|周)[一二三四五六日天]\\)?';
const ascii = /^\p{ASCII}*$/u;
/** In front of the day, or behind it. */
const weekday = new RegExp(`^${dayOfWeek},?\\s*|[\\s,]*${dayOfWeek},?(?=$|\\s|[上下]午|\\d)`);

const serialNumber = /^\d{5}(?:\.\d+)?$/;
const secondsOfDay = 86_400;
const dayMilliseconds = secondsOfDay * 1000;
/** Day 0 of the 1900 system, shifted by its leap-year error, which matters before March 1900 only. */
const serialZero = Date.UTC(1899, 11, 30);
/** The 1900 system counts this many days more than the 1904 system. */
export const daysFrom1900To1904 = 1462;
/** Asia/Shanghai, where 小鹅通 writes its times; no summer time since 1991. */
const shanghaiMilliseconds = 8 * 3_600_000;

/**
 * Reads a date cell as the calendar day that is written in it. Nothing is converted between time zones: an instant with
 * a zone is read only where its written day is the day in Asia/Shanghai too, or where it is exactly the start of a day there.
 * @param text `2026-05-01`, `2026/5/1`, `2026.5.1`, `2026年5月1日`, `20260501`, each also with a weekday and a time of day,
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
export const dayAsWritten = remembered(1_000, (value: string): CalendarDay | null => {
  if (serialNumber.test(value)) return dayOfSerial(Number(value));
  const text = ascii.test(value) ? value : toSimplified(value).replace(weekday, '');
  for (const format of [...formats, digitsOnly]) {
    const parts = format.exec(text)?.groups;
    if (parts !== undefined) return dayOfParts(parts);
  }
  return null;
});

/**
 * The calendar day of a spreadsheet's date, counted in days from 1899-12-30 (1900 system). The time of day is rounded to
 * the second, since the fraction is not exact, and then dropped.
 */
export function dayOfSerial(serial: number): CalendarDay {
  const day = Math.floor(Math.round(serial * secondsOfDay) / secondsOfDay);
  return new Date(serialZero + day * dayMilliseconds).toISOString().slice(0, 10);
}

/** Whether the text is exactly `YYYY-MM-DD` and that day exists. */
export function isCalendarDay(text: string): boolean {
  if (!canonical.test(text)) return false;
  const [year, month, date] = [text.slice(0, 4), text.slice(5, 7), text.slice(8)].map(Number);
  if (year === undefined || month === undefined || date === undefined) return false;
  return date >= 1 && date <= daysOfMonth(year, month);
}

/** 0 if there is no such month. */
function daysOfMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
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

function dayOfParts(parts: DateParts): CalendarDay | null {
  const day = toDay(parts);
  const seconds = secondsIntoDay(parts);
  if (day === null || seconds === null) return null;
  return parts.zone === undefined ? day : dayOfInstant(day, seconds, parts.zone);
}

function toDay({ year = '', month = '', date = '' }: DateParts): CalendarDay | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isCalendarDay(day) ? day : null;
}

/** null if there is no such time of day. */
function secondsIntoDay(parts: DateParts): number | null {
  const [hour, minute, second] = [parts.hour, parts.minute, parts.second].map((part) => Number(part ?? 0));
  if (hour === undefined || minute === undefined || second === undefined) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const isAfternoon = /下午|P\.?M/i.test(parts.half ?? parts.halfBehind ?? '') && hour < 12;
  return (hour + (isAfternoon ? 12 : 0)) * 3600 + minute * 60 + second;
}

function dayOfInstant(day: CalendarDay, seconds: number, zone: string): CalendarDay | null {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const offset = (Number(hours) * 3600 + Number(minutes) * 60) * (sign === '-' ? -1 : 1);
  const utc = Date.parse(`${day}T00:00:00Z`) + (seconds - offset) * 1000;
  const inShanghai = new Date(utc + shanghaiMilliseconds).toISOString();
  return inShanghai.startsWith(day) || inShanghai.endsWith('T00:00:00.000Z') ? inShanghai.slice(0, 10) : null;
}
