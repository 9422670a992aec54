import type { YearRoster } from '../roster.ts';
import { openCourseRoster } from '../rosters/open-course.ts';
import { workshopRoster } from '../rosters/workshop.ts';
import { tableOf, writeTable } from '../write-roster.ts';
import { type Accident, accident } from './accident.ts';

const week = 51;
/** As somebody exports it who may see phones. */
const openCourse: YearRoster = { ...openCourseRoster(week, week), hidesPhones: false };
const slippedRows = 200;

/** A cell was deleted in Excel, and those below it moved up: everybody has the name and the phone of the next one. */
function slipped(roster: YearRoster, from: number, count: number): YearRoster {
  const rows = roster.rows.map((row, index) => {
    const next = roster.rows[index + 1];
    if (index < from || index >= from + count || next === undefined) return row;
    const { nickname, phone, isUnbound } = next;
    return { ...row, nickname, phone, isUnbound };
  });
  return { ...roster, rows };
}

/** The titles 昵称 and 手机号 stand over each other's columns. */
function swapped(): Accident {
  const roster = workshopRoster(week);
  const [titles = [], ...rows] = tableOf(roster);
  const others = new Map([
    ['昵称', '手机号'],
    ['手机号', '昵称'],
  ]);
  const bytes = writeTable(roster, [titles.map((title) => others.get(title) ?? title), ...rows]);
  const meant = roster.rows.map((row) => ({ ...row, nickname: row.phone, phone: row.nickname }));
  return accident(
    '昵称 and 手机号 swapped',
    ['columns_swapped', 'many_updates'],
    { ...roster, rows: meant },
    bytes,
  );
}

export const damagedFiles: readonly Accident[] = [
  accident('cells slipped up by one', ['many_updates'], slipped(openCourse, 20, slippedRows)),
  swapped(),
];

/** Too few to be a doubt: ten in a file of hundreds. */
export const slightlySlipped: YearRoster = slipped(openCourse, 20, 10);

/** A column of numbers was put in front without a title: every cell stands under the title of the one before it. */
export function pushedAside(): { roster: YearRoster; bytes: Uint8Array } {
  const roster = workshopRoster(week);
  const [titles = [], ...rows] = tableOf(roster);
  const bytes = writeTable(roster, [titles, ...rows.map((row, index) => [String(index + 1), ...row])]);
  return { roster, bytes };
}
