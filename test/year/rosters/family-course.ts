import { teachersAndTestAccounts } from '../people.ts';
import { numbersFrom, rowOf, type YearRoster } from '../roster.ts';
import { dayOf, type Week } from '../school-calendar.ts';

const weeksOfHalf = 26;
/** The Saturday on which both levels begin. */
const weekOfStart = 8;
const firstWithPhones: Week = 20;

/**
 * Two levels that begin on the same day, and that most people take both; their rosters come by turns. The date is that of the
 * class, so it lies weeks ahead at first. Here staff may see the phones only later in the year. Many live abroad.
 */
export function familyCourseRoster(week: Week): YearRoster {
  const half = Math.floor(week / weeksOfHalf);
  const weekOfHalf = week % weeksOfHalf;
  const isAdvanced = week % 2 === 1;
  const course = isAdvanced ? '亲子沟通（进阶）' : '亲子沟通（初阶）';
  const first = 500 + half * 30 + (isAdvanced ? 3 : 0);
  const people = [...teachersAndTestAccounts, ...numbersFrom(first, Math.min(40, 12 + 2 * weekOfHalf))];
  return {
    fileName: `${course}名单.csv`,
    format: 'csv',
    columns: ['用户ID', '昵称', '账户绑定手机号', '最近采集手机号', '学习进度'],
    hidesPhones: week < firstWithPhones,
    operator: { course, day: dayOf(half * weeksOfHalf + weekOfStart, 5) },
    rows: people.map((person) => rowOf(person, week)),
  };
}
