import type { CalendarDay } from '../../src/roster/roster.ts';

/** A week of the school year, from 0. Its rosters are sent on its Monday. */
export type Week = number;

export const weeks: readonly Week[] = Array.from({ length: 52 }, (_, week) => week);

/** Courses that run by terms have four of them. */
export const weeksOfTerm = 13;

const firstMonday = Date.UTC(2026, 8, 7);
const dayMs = 86_400_000;

/** 国庆 and 春节: nobody joins, no session takes place, but people go on learning. */
const holidays: ReadonlySet<Week> = new Set([4, 22, 23]);

/** 五一: nobody exports anything, and last week's files are sent once more. */
export const quietWeek: Week = 34;

/** The week that the files of a week are about. */
export function weekOfExport(week: Week): Week {
  return week === quietWeek ? week - 1 : week;
}

export function isHoliday(week: Week): boolean {
  return holidays.has(week) || week === quietWeek;
}

/** @param shift days after the Monday; before it if negative */
export function dayOf(week: Week, shift = 0): CalendarDay {
  return new Date(mondayTime(week) + shift * dayMs).toISOString().slice(0, 10);
}

/** Ten in the morning in Asia/Shanghai, epoch ms. */
export function uploadTime(week: Week): number {
  return mondayTime(week) + 2 * 3_600_000;
}

function mondayTime(week: Week): number {
  return firstMonday + week * 7 * dayMs;
}
