import type { CalendarDay } from '../../roster/roster.ts';
import type { SyncRecord } from '../../sync/sync-record.ts';
import { todayIn } from '../../sync/today-in.ts';
import { courseName } from '../course-name.ts';
import { shownDay } from '../shown-day.ts';

type Scoped = Pick<SyncRecord, 'summary' | 'input' | 'createdAt'>;

/**
 * Which courses and which days a sync is about, in short: `《非暴力沟通入门》5月16日`, `《入门》等3门5月16日至18日`. Empty where
 * nothing is known yet.
 */
export function scopeText(sync: Scoped): string {
  return courseText(sync) + dayText(sync);
}

const longestCourse = 30;

function courseText({ summary, input }: Scoped): string {
  const courses = summary?.courses.length ? summary.courses : input.course === null ? [] : [input.course];
  const [first] = courses;
  if (first === undefined) return '';
  const characters = [...first];
  const shown = characters.length > longestCourse ? `${characters.slice(0, longestCourse).join('')}…` : first;
  return courseName(shown) + (courses.length > 1 ? `等${courses.length}门` : '');
}

function dayText({ summary, input, createdAt }: Scoped): string {
  const first = summary?.firstDay ?? input.day;
  const last = summary?.lastDay ?? first;
  if (first === null || last === null) return '';
  return daysText(first, last, todayIn('Asia/Shanghai', createdAt.getTime()));
}

/**
 * One day or a span of days as people write them: `5月16日`, `5月16日至18日`, `5月30日至6月1日`. A year is named only where it is
 * not that of `today`.
 */
function daysText(first: CalendarDay, last: CalendarDay, today: CalendarDay): string {
  if (first === last) return shownDay(first, today);
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  const begin = shownDay(first, isOneYear ? today : last);
  const end = shownDay(last, first);
  const isOneMonth = first.slice(0, 7) === last.slice(0, 7);
  return `${begin}至${isOneMonth ? `${Number(last.slice(8, 10))}日` : end}`;
}
