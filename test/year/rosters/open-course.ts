import { chance } from '../chance.ts';
import { type PersonNumber, teachersAndTestAccounts } from '../people.ts';
import { numbersFrom, rowOf, type YearRoster } from '../roster.ts';
import { dayOf, isHoliday, type Week, weeks } from '../school-calendar.ts';

/** Last year's learners who go on, and those who have joined before the first week. */
const atFirst: readonly PersonNumber[] = [...numbersFrom(0, 45), ...numbersFrom(100, 15)];
const firstToJoin = 115;

/**
 * A recorded course that people join all year round. The file says nothing about course and date, which staff give:
 * the Monday on which they send it. Phones are shown the first time only, for then staff lose the right to see them.
 */
export function openCourseRoster(week: Week, sent: Week): YearRoster {
  const noId = rowOf(900, week, { userId: '', nickname: '待注册', isBad: true });
  return {
    fileName: `《非暴力沟通入门》学员名单_${dayOf(sent)}.csv`,
    format: 'csv',
    columns: ['用户ID', '昵称', '账户绑定手机号', '最近采集手机号', '注册时间', '学习进度'],
    hidesPhones: week > 0,
    operator: { course: '非暴力沟通入门', day: dayOf(sent) },
    rows: [...membersIn(week).map((person) => rowOf(person, week)), noId],
  };
}

/** The latest first, as 小鹅通 lists them. */
function membersIn(week: Week): PersonNumber[] {
  const joined = weeks.filter((earlier) => earlier > 0 && earlier <= week).map(joinersIn);
  const count = joined.reduce((sum, joiners) => sum + joiners, 0);
  return [...teachersAndTestAccounts, ...atFirst, ...numbersFrom(firstToJoin, count)].reverse();
}

function joinersIn(week: Week): number {
  return isHoliday(week) ? 0 : 3 + Math.floor(chance('joiners', week) * 6);
}
