import { numbersFrom, rowOf, type YearRoster } from '../roster.ts';
import { familyCourseRoster } from '../rosters/family-course.ts';
import { openCourseRoster } from '../rosters/open-course.ts';
import { workshopRoster } from '../rosters/workshop.ts';
import { dayOf } from '../school-calendar.ts';
import { slightlySlipped } from './damaged-files.ts';

const week = 51;
const someone = numbersFrom(500, 30).map((person) => rowOf(person, week));

/** What looks like an accident and is none: nobody is asked, though it comes right after the year. */
export const harmless: readonly { title: string; roster: YearRoster }[] = [
  {
    title: 'a day ten years ago, for people who all have the course',
    roster: { ...openCourseRoster(week, week), operator: { course: '非暴力沟通入门', day: '2017-08-30' } },
  },
  {
    title: 'the next period',
    roster: workshopRoster(week + 1),
  },
  {
    title: 'a course that is like no other, ten weeks ahead',
    roster: {
      ...familyCourseRoster(week),
      rows: someone,
      operator: { course: '冲突调解师训练', day: dayOf(week, 70) },
    },
  },
  {
    title: 'the same file under another day',
    roster: { ...familyCourseRoster(week), operator: { course: '亲子沟通（进阶）', day: dayOf(week) } },
  },
  { title: 'ten names of hundreds are others', roster: slightlySlipped },
];
