import { chance } from '../chance.ts';
import { numbersFrom, rowOf, type YearRoster } from '../roster.ts';
import { familyCourseRoster } from '../rosters/family-course.ts';
import { openCourseRoster } from '../rosters/open-course.ts';
import { type Accident, accident } from './accident.ts';

const openCourse = openCourseRoster(51, 51);

/** As WeChat makes them for each account that people follow. */
function openId(person: number): string {
  const letters = numbersFrom(0, 22).map((place) =>
    Math.floor(chance('open id', person, place) * 36).toString(36),
  );
  return `o6_bm-${letters.join('')}`;
}

/** People of another platform, whose ids say nothing here: each would become a learner of their own. */
const ofOtherPlatform: YearRoster = {
  ...openCourse,
  rows: numbersFrom(100, 30).map((person) => rowOf(person, 51, { userId: openId(person) })),
};

/** Last week's file of one course, which staff take for that of another. */
const ofOtherCourse: YearRoster = { ...familyCourseRoster(50), operator: openCourse.operator };

export const wrongFiles: readonly Accident[] = [
  accident('ids of another platform', ['odd_ids'], ofOtherPlatform),
  accident('the same file under another course', ['same_file_before'], ofOtherCourse),
];
