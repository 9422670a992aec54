import type { Zone } from './zone.ts';

/** Days from `from` on and before `to`, epoch milliseconds. */
export interface DayRange {
  from: number;
  to: number;
  /** More than one day by nature; only `is` may be asked of it. */
  isPeriod: boolean;
}

/** First and last day of a period, counted in days from today. */
type Period = (today: {
  weekday: number;
  dayOfMonth: number;
  lastMonth: number;
  thisMonth: number;
}) => [number, number];

const days: Readonly<Record<string, number>> = { Today: 0, Tomorrow: 1, Yesterday: -1 };

const periods: Readonly<Record<string, Period>> = {
  CurrentWeek: ({ weekday }) => [-weekday, 6 - weekday],
  LastWeek: ({ weekday }) => [-weekday - 7, -weekday - 1],
  CurrentMonth: ({ dayOfMonth, thisMonth }) => [1 - dayOfMonth, thisMonth - dayOfMonth],
  LastMonth: ({ dayOfMonth, lastMonth }) => [1 - dayOfMonth - lastMonth, -dayOfMonth],
  TheLastWeek: () => [-6, 0],
  TheNextWeek: () => [0, 6],
  TheLastMonth: () => [-29, 0],
  TheNextMonth: () => [0, 29],
};

/**
 * The days a date filter means; an exact instant stands for its whole day
 * (https://open.feishu.cn/document/docs/bitable-v1/app-table-record/record-filter-guide, 日期字段填写说明).
 * @returns null for values that mean no day
 */
export function dayRange(value: readonly string[], zone: Zone, now: number): DayRange | null {
  const [keyword = '', instant = ''] = value;
  if (keyword === 'ExactDate') {
    const isInstant = value.length === 2 && /^-?\d{1,16}$/.test(instant);
    return isInstant ? wholeDays(Number(instant), 0, 0, zone, false) : null;
  }
  if (value.length !== 1) return null;
  const day = days[keyword];
  if (day !== undefined) return wholeDays(now, day, day, zone, false);
  const period = periods[keyword];
  if (period === undefined) return null;
  const [first, last] = period(calendarOf(now, zone));
  return wholeDays(now, first, last, zone, true);
}

function wholeDays(instant: number, first: number, last: number, zone: Zone, isPeriod: boolean): DayRange {
  return { from: zone.startOfDay(instant, first), to: zone.startOfDay(instant, last + 1), isPeriod };
}

function calendarOf(now: number, zone: Zone) {
  const dayOfMonth = zone.dayOfMonth(now);
  const lastMonth = zone.dayOfMonth(zone.startOfDay(now, -dayOfMonth));
  // What would be the 32nd is the 1st after a month of 31 days, the 2nd after one of 30.
  const after = zone.dayOfMonth(zone.startOfDay(now, 32 - dayOfMonth));
  return { weekday: zone.weekday(now), dayOfMonth, lastMonth, thisMonth: 32 - after };
}
