import { courseKey } from '../../roster/course-name.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import type { SyncRecord } from '../sync-record.ts';
import { todayIn } from '../today-in.ts';
import type { OverdueCourse } from './digest.ts';
import { daysBetween } from './week.ts';

const overdueDays = 14;
/** Who has read of a course twice knows: it is over. */
const forgottenDays = 28;

/**
 * Courses whose roster came last 14 to 27 days ago, the longest overdue first.
 * @param syncs that have gone through their file
 * @param today in Asia/Shanghai
 */
export function overdueCourses(
  syncs: readonly Pick<SyncRecord, 'summary' | 'finishedAt'>[],
  today: CalendarDay,
): OverdueCourse[] {
  const latest = new Map<string, OverdueCourse>();
  for (const { summary, finishedAt } of syncs) {
    if (finishedAt === null) continue;
    const lastCame = todayIn('Asia/Shanghai', finishedAt.getTime());
    for (const course of summary?.courses ?? []) {
      const known = latest.get(courseKey(course));
      if (known === undefined || known.lastCame < lastCame)
        latest.set(courseKey(course), { course, lastCame });
    }
  }
  const isOverdue = ({ lastCame }: OverdueCourse) => {
    const days = daysBetween(lastCame, today);
    return days >= overdueDays && days < forgottenDays;
  };
  return [...latest.values()]
    .filter(isOverdue)
    .sort((a, b) => (a.lastCame < b.lastCame || (a.lastCame === b.lastCame && a.course < b.course) ? -1 : 1));
}
