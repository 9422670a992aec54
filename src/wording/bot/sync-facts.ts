import type { SyncRecord } from '../../sync/sync-record.ts';
import { shownName } from './shown-text.ts';

const longestName = 100;
const coursesShown = 3;
const longestOfSeveral = 30;

/** What the file is about, or what a person has said of it; empty where nothing is known yet. */
export function coursesText({ summary, input }: Pick<SyncRecord, 'summary' | 'input'>): string {
  const courses = summary?.courses.length ? summary.courses : [input.course ?? ''];
  const longest = courses.length === 1 ? longestName : longestOfSeveral;
  const shown = courses
    .slice(0, coursesShown)
    .map((course) => shownName(course, longest))
    .join('、');
  return courses.length > coursesShown ? `${shown} 等 ${courses.length} 门` : shown;
}

/** The day or the days, as above. */
export function daysText({ summary, input }: Pick<SyncRecord, 'summary' | 'input'>): string {
  const { firstDay = null, lastDay = null } = summary ?? {};
  if (firstDay === null || lastDay === null) return input.day ?? '';
  return firstDay === lastDay ? firstDay : `${firstDay} 至 ${lastDay}`;
}
