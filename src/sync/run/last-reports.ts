import { courseKey } from '../../roster/course-name.ts';
import type { SyncRecord } from '../sync-record.ts';
import type { SyncReport } from '../sync-report.ts';
import type { SyncStore } from '../sync-store.ts';

/** Rosters come every week; whatever is further back than so many syncs is not remembered as the last time. */
const syncsSearched = 200;

/** The report of the last sync of each of these courses before this one, as far as it is kept. */
export async function lastReports(
  syncs: Pick<SyncStore, 'listFinished' | 'readReport'>,
  { target, number }: Pick<SyncRecord, 'target' | 'number'>,
  courses: readonly string[],
): Promise<SyncReport[]> {
  const earlier = await syncs.listFinished(target, number, syncsSearched);
  const chosen = new Set(courses.flatMap((course) => earlier.find((sync) => isAbout(sync, course)) ?? []));
  const reports = await Promise.all([...chosen].map(({ id }) => syncs.readReport(id)));
  return reports.flatMap((report) => report ?? []);
}

function isAbout({ summary }: SyncRecord, course: string): boolean {
  return summary?.courses.some((other) => courseKey(other) === courseKey(course)) ?? false;
}
