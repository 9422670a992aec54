import { rowsLeft } from '../sync/rows-left.ts';
import type { SyncNeeds, SyncRecord } from '../sync/sync-record.ts';
import { groupedNumber } from './grouped-number.ts';

/** The button that writes so many records, of a preview or of a sync that has asked. */
export function writeLabel(count: number): string {
  return `写入${groupedNumber(count)}条`;
}

/** The button that does a sync again or, where it ended early, the rest of it. */
export function rerunLabel({ dryRun, summary }: Pick<SyncRecord, 'dryRun' | 'summary'>): string {
  if (dryRun) return '重新预览';
  const left = rowsLeft(summary);
  return left === 0 ? '重新同步' : `继续（还差${groupedNumber(left)}条）`;
}

/** The button by which a person agrees to what a sync asks, with how much that is where it is known. */
export function confirmLabel({ kind, needs }: Pick<SyncRecord, 'kind' | 'needs'>): string {
  if (kind === 'undo') return `确认撤销${undoneText(needs)}`;
  return needs?.writes === undefined ? '确认并继续' : writeLabel(needs.writes);
}

/** The same where a course is like another, and is a new one all the same. */
export function newCourseLabel(sync: Pick<SyncRecord, 'kind' | 'needs'>): string {
  return `确实是新课程，${confirmLabel(sync)}`;
}

/** What would be taken back at most, in the largest unit; empty where that is not known. */
function undoneText(needs: SyncNeeds | null): string {
  const [figures] = needs?.confirm.flatMap((reason) => (reason.code === 'undo' ? reason.figures : [])) ?? [];
  if (figures === undefined) return '';
  const { enrollments, learners, cells, links } = figures;
  if (enrollments > 0) return `${groupedNumber(enrollments)}条学习记录`;
  return learners > 0 ? `${groupedNumber(learners)}位新学员` : `${groupedNumber(cells + links)}处改动`;
}
