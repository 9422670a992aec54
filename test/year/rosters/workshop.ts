import { type PersonNumber, teachersAndTestAccounts } from '../people.ts';
import { numbersFrom, rowOf, type YearRoster } from '../roster.ts';
import { dayOf, type Week, weeksOfTerm } from '../school-calendar.ts';

const firstPeriod = 12;
/** How many more people each of the first weeks of a period brings. */
const joiners = [20, 8, 7, 5];

/**
 * A workshop with a new period each term: 第12期, 第13期 … Staff look the file over in Excel and send what that saves. It says
 * when people signed up, but not for which period.
 */
export function workshopRoster(week: Week): YearRoster {
  const term = Math.floor(week / weeksOfTerm);
  const course = `NVC 深化工作坊（第${firstPeriod + term}期）`;
  const weekOfTerm = week % weeksOfTerm;
  const people = joiners.slice(0, weekOfTerm + 1).flatMap((count, joined) => {
    const before = joiners.slice(0, joined).reduce((sum, earlier) => sum + earlier, 0);
    return participants(term)
      .slice(before, before + count)
      .map((person) => ({ person, day: signedUp(person, term * weeksOfTerm + joined) }));
  });
  const staff = teachersAndTestAccounts.map((person) => ({
    person,
    day: `${dayOf(term * weeksOfTerm, -7)} 9:00`,
  }));
  return {
    fileName: `${course}.csv`,
    format: 'excel',
    columns: ['用户ID', '昵称', '手机号', '报名时间', '学习进度'],
    hidesPhones: false,
    operator: { course, day: null },
    rows: [...staff, ...people].map(({ person, day }) => rowOf(person, week, { day })),
  };
}

/** People of last year who come back, people of the open course, and new ones. */
function participants(term: number): PersonNumber[] {
  const ofLastYear = numbersFrom(45 + term * 12, 12);
  const ofOpenCourse = numbersFrom(100 + term * 40, 14);
  const others = numbersFrom(600 + term * 14, 14);
  return others.flatMap((other, index) => [
    ...ofLastYear.slice(index, index + 1),
    ...ofOpenCourse.slice(index, index + 1),
    other,
  ]);
}

/** In the week before the file that first has them. */
function signedUp(person: PersonNumber, week: Week): string {
  return `${dayOf(week, -1 - (person % 6))} ${8 + (person % 12)}:05`;
}
