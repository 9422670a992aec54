import { chance } from '../chance.ts';
import { type PersonNumber, teachersAndTestAccounts } from '../people.ts';
import { numbersFrom, rowOf, type YearRoster } from '../roster.ts';
import { dayOf, isHoliday, type Week, weeksOfTerm } from '../school-calendar.ts';

/** 共修, every Tuesday: one row for each person and session of the term. */
export function practiceGroupRoster(week: Week, sent: Week): YearRoster {
  const term = Math.floor(week / weeksOfTerm);
  const sessions = numbersFrom(term * weeksOfTerm, (week % weeksOfTerm) + 1).filter(
    (session) => !isHoliday(session),
  );
  return {
    fileName: `周二共修签到_${dayOf(sent)}.csv`,
    format: 'csv',
    columns: ['用户ID', '昵称', '账户绑定手机号', '最近采集手机号', '学习日期'],
    hidesPhones: false,
    operator: { course: '周二共修', day: null },
    rows: sessions.flatMap((session) =>
      regulars(term)
        .filter((person) => chance('attends', person, session) < 0.7)
        .map((person) => rowOf(person, week, { day: `${dayOf(session, -6)} 19:30:00` })),
    ),
  };
}

function regulars(term: number): PersonNumber[] {
  return [...teachersAndTestAccounts, ...numbersFrom(0, 12), ...numbersFrom(130 + term * 10, 12)];
}
