import { chance } from './chance.ts';
import type { ExpectedTables } from './expected-tables.ts';
import { nicknameLastYear, phoneOf, teachersAndTestAccounts, userIdOf } from './people.ts';
import { numbersFrom } from './roster.ts';
import { employeeRow } from './rosters/company.ts';

const courses = ['非暴力沟通入门', 'NVC 深化工作坊（第11期）'] as const;

/** What stands in both tables before the year: people of last year, some typed by hand, and a company's first class. */
export function lastYear(): ExpectedTables {
  const people = [...numbersFrom(0, 100), ...teachersAndTestAccounts].map((person) => ({
    userId: userIdOf(person),
    nickname: typed(person, nicknameLastYear(person)),
    phone: phoneOf(person),
    courses: person % 3 === 0 ? [...courses] : [courses[person % 2] ?? courses[0]],
    isLinked: person % 10 !== 9,
  }));
  const employees = numbersFrom(0, 12).map((employee) => ({
    ...employeeRow(employee, {}),
    courses: ['沟通力内训A班'],
    isLinked: true,
  }));
  const everybody = [...people, ...employees];
  return {
    learners: new Map(everybody.map(({ userId, nickname, phone }) => [userId, { nickname, phone }])),
    enrollments: everybody.flatMap(({ userId, courses, isLinked }) =>
      courses.map((course) => ({ userId, course, day: '2026-03-07', isLinked })),
    ),
  };
}

/** People type other blanks than programs write: the first roster of the year puts them right, which is no other name. */
function typed(person: number, nickname: string): string {
  return chance('typed', person) < 0.3 ? [...nickname].join(' ') : nickname;
}
