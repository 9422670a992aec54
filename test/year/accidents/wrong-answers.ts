import { numbersFrom, rowOf, type YearRoster } from '../roster.ts';
import { campRoster } from '../rosters/camp.ts';
import { familyCourseRoster } from '../rosters/family-course.ts';
import { openCourseRoster } from '../rosters/open-course.ts';
import { workshopRoster } from '../rosters/workshop.ts';
import { dayOf } from '../school-calendar.ts';
import { type Accident, accident } from './accident.ts';

const week = 51;
const people = 41;
const openCourse = openCourseRoster(week, week);
const workshop = workshopRoster(week);
const camp = campRoster(week, week);

/** A level that is new, for people who are known. */
export function newLevel(day: string): YearRoster {
  return {
    ...familyCourseRoster(week),
    rows: numbersFrom(500, 40).map((person) => rowOf(person, week)),
    operator: { course: '亲子沟通（高阶）', day },
  };
}

function typo(roster: YearRoster, operator: YearRoster['operator']): YearRoster {
  return { ...roster, rows: roster.rows.filter(({ isBad }) => !isBad).slice(0, people), operator };
}

/** The shop was asked for one class, under a name that it had by mistake. */
const renamedClass: YearRoster = {
  ...camp,
  rows: camp.rows
    .filter(({ course }) => course.includes('第42期'))
    .map((row) => ({ ...row, course: row.course.replace('共情倾听', '共情聆听') })),
};

export const wrongAnswers: readonly Accident[] = [
  accident(
    'a typing error in the course',
    ['course_similar'],
    typo(workshop, { course: 'NVC 深化工作访（第15期）', day: null }),
  ),
  accident('a course whose people all have a similar one on the same day', ['course_similar'], renamedClass),
  accident('a day ten years ago', ['date_far'], newLevel('2017-08-28')),
  accident('a day next year', ['date_far'], newLevel('2028-08-28')),
  accident(
    'a typing error in the course, and a day ten years ago',
    ['course_similar', 'date_far'],
    typo(openCourse, { course: '非暴力沟通人门', day: '2017-08-30' }),
  ),
];

/** Twice the same bytes, each time under another day: nothing but repeats, unless every upload becomes records of its own. */
export const sentUnderTwoDays: readonly YearRoster[] = [7, 8].map((sent) => ({
  ...workshopRoster(7),
  columns: ['用户ID', '昵称', '手机号'],
  operator: { course: 'NVC 深化工作坊（第12期）', day: dayOf(sent) },
}));
