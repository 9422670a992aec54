import { courseKey } from '../../roster/course-name.ts';
import type { AskedReason } from '../asked-reason.ts';
import type { CourseInstead, OperatorInput, SyncRecord } from '../sync-record.ts';
import type { CourseAndDay } from './operator-input.ts';

/** What an answer says about courses, and the doubts that are left to be settled beside it. */
export type NamedCourses = Pick<OperatorInput, 'course' | 'courseInstead'> & { left: AskedReason[] };

/**
 * Courses that are asked about are replaced by those they are like, or by the one that is given; with the one that was typed
 * before, that is what was typed. Where none is asked about, a course that is given is that of the file.
 */
export function nameCourses(
  { needs, input }: Pick<SyncRecord, 'needs' | 'input'>,
  { said, useSimilar }: { said: CourseAndDay; useSimilar: boolean },
): NamedCourses {
  const asked = needs?.confirm ?? [];
  const similar = asked.filter(isAboutCourse);
  const { course } = said;
  if (similar.length === 0 || (course === null && !useSimilar)) return { course, left: asked };
  const replaced = useSimilar || course === null ? similar : meantBy(course, similar);
  const instead = replaced.map(({ figures }) => insteadOf(figures, course));
  const typed = instead.find((each) => each.course === input.course);
  return {
    course: typed?.use ?? null,
    ...(typed === undefined ? { courseInstead: instead } : {}),
    left: asked.filter((reason) => !replaced.some((each) => each === reason)),
  };
}

type AboutCourse = Extract<AskedReason, { code: 'course_similar' }>;

function isAboutCourse(reason: AskedReason): reason is AboutCourse {
  return reason.code === 'course_similar';
}

/** Those that are like the course, or all of them if it is yet another one. */
function meantBy(course: string, similar: readonly AboutCourse[]): readonly AboutCourse[] {
  const meant = similar.filter(({ figures }) => isSame(figures.similar, course));
  return meant.length > 0 ? meant : similar;
}

function insteadOf({ course, similar }: AboutCourse['figures'], given: string | null): CourseInstead {
  return { course, use: given === null || isSame(similar, given) ? similar : given };
}

function isSame(one: string, other: string): boolean {
  return courseKey(one) === courseKey(other);
}
