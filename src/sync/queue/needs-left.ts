import type { OperatorInput, SyncNeeds } from '../sync-record.ts';

type Said = Pick<OperatorInput, 'course' | 'day'>;

/**
 * What a sync still asks after this has been said about its file; null if nothing. Sheets, a column and doubts are settled by an answer of
 * their own.
 */
export function needsLeft(needs: SyncNeeds, { course, day }: Said): SyncNeeds | null {
  const left = { ...needs, course: needs.course && course === null, day: needs.day && day === null };
  return left.course || left.day || isAboutMore(needs) ? left : null;
}

/** Whether a sync asks for more than a course and a day. */
export function isAboutMore({ confirm, sheets, idColumn }: SyncNeeds): boolean {
  return confirm.length > 0 || sheets.length > 0 || idColumn !== null;
}
