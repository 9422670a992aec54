import { courseKey } from '../../roster/course-name.ts';
import type { ExistingEnrollment, FieldKind } from '../ports.ts';
import type { SyncWarning } from '../sync-report.ts';

/** How each course is written into Base. */
export interface CourseSpelling {
  /** By `courseKey`. */
  names: ReadonlyMap<string, string>;
  warnings: SyncWarning[];
}

/**
 * One spelling for each course: that of the select options, else the one most enrollments in Base have, else the first of
 * the file.
 * @param known courses that Base has besides, of learners whom the file does not name
 */
export function spellCourses(
  courses: readonly string[],
  existing: readonly ExistingEnrollment[],
  known: readonly string[],
  field: FieldKind,
): CourseSpelling {
  const inBase = field.kind === 'select' ? [...field.options] : [...mostFrequentFirst(existing), ...known];
  const spellings = new Map<string, string>();
  const warnings: SyncWarning[] = [];
  for (const name of inBase) if (!spellings.has(courseKey(name))) spellings.set(courseKey(name), name);
  for (const course of new Set(courses)) {
    const used = spellings.get(courseKey(course));
    if (used === undefined) spellings.set(courseKey(course), course);
    else if (used !== course && inBase.includes(used)) {
      warnings.push({ line: null, code: 'course_spelling', course, used });
    }
  }
  return { names: spellings, warnings };
}

function mostFrequentFirst(enrollments: readonly ExistingEnrollment[]): string[] {
  const counts = new Map<string, number>();
  for (const { course } of enrollments) counts.set(course, (counts.get(course) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([course]) => course);
}
