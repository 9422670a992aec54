import { courseKey } from '../../roster/course-name.ts';
import type { AskedReason, ConfirmReason } from '../asked-reason.ts';
import { hasGrown, sizeOf } from '../asked-reason.ts';

/** A doubt about the files of one course that a person has settled: it is not asked about again for a while. */
export interface SettledDoubt {
  courseKey: string;
  code: ConfirmReason;
  /** What it was about, where the code does not say it all. */
  cause: string;
  /** As of `sizeOf`. */
  size: number;
  /** Who: an open_id, or a name; null where nobody logs in by name. */
  by: string | null;
}

/** An answer about a course is remembered for a season. */
export const settledDays = 90;

/**
 * What there is to remember of an answer.
 * @param courses of the file
 */
export function settle(reason: AskedReason, courses: readonly string[], by: string | null): SettledDoubt[] {
  const cause = causeOf(reason);
  if (cause === null) return [];
  return keysOf(reason, courses).map((key) => ({
    ...{ courseKey: key, code: reason.code, cause, size: sizeOf(reason), by },
  }));
}

/** Whether people have settled this doubt about all courses of a file, at about this size. */
export function isRemembered(
  reason: AskedReason,
  courses: readonly string[],
  settled: readonly SettledDoubt[],
): boolean {
  const cause = causeOf(reason);
  const keys = keysOf(reason, courses);
  const isKnown = (key: string) =>
    settled.some(
      (doubt) =>
        doubt.courseKey === key &&
        doubt.code === reason.code &&
        doubt.cause === cause &&
        !hasGrown(reason, doubt.size),
    );
  return cause !== null && keys.length > 0 && keys.every(isKnown);
}

function keysOf(reason: AskedReason, courses: readonly string[]): string[] {
  const concerned = reason.code === 'course_similar' ? [reason.figures.course] : courses;
  return [...new Set(concerned.map(courseKey))];
}

/** null: what is asked is about this sync or this state of Base, not about a course. */
function causeOf(reason: AskedReason): string | null {
  switch (reason.code) {
    case 'many_updates':
    case 'columns_swapped':
    case 'odd_ids':
      return '';
    case 'course_similar':
      return courseKey(reason.figures.similar);
    case 'date_far':
      return reason.figures.day;
    case 'same_file_before':
      return String(reason.figures.number);
    case 'new_zone':
    case 'empty_learner_table':
    case 'restored_journal':
    case 'plan_changed':
    case 'undo':
    case 'undone_before':
    case 'always':
      return null;
  }
}
