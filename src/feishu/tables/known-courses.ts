import { cleanCourseName, courseKey } from '../../roster/course-name.ts';
import { answerOf } from '../calls/call.ts';
import { cellText } from '../records/cells.ts';
import { searchPage } from '../records/search-records.ts';
import { fieldNames } from './field-names.ts';
import type { OpenTables } from './open-tables.ts';
import { pageRows } from './read-strategy.ts';

/** More suggestions than this are no help. */
const mostCourses = 50;

/** The options of a select field, which cost no call, or the courses of the latest enrollments, the most frequent first. */
export async function readKnownCourses({ layout, enrollments }: OpenTables): Promise<string[]> {
  if (layout.course.kind === 'select') return rankCourses(layout.course.options);
  const result = await searchPage(enrollments, {
    fields: [fieldNames.course],
    sort: [{ field_name: fieldNames.day, desc: true }],
    pageSize: pageRows,
    pageToken: null,
  });
  return rankCourses(answerOf(result).records.map(({ cells }) => cellText(cells[fieldNames.course])));
}

/** Each course once, in its first spelling, the most frequent first. */
function rankCourses(names: readonly string[]): string[] {
  const courses = new Map<string, { name: string; count: number }>();
  for (const name of names.map(cleanCourseName)) {
    const key = courseKey(name);
    const { name: first, count } = courses.get(key) ?? { name, count: 0 };
    if (key !== '') courses.set(key, { name: first, count: count + 1 });
  }
  const ranked = [...courses.values()].sort((a, b) => b.count - a.count);
  return ranked.slice(0, mostCourses).map(({ name }) => name);
}
