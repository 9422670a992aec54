import type { SyncSummary } from './sync-report.ts';

/** How many records a preview wants to write: N of 写入N条. Of enrollments, or of learners where only those change. */
export function rowsToWrite(summary: SyncSummary): number {
  const { enrollmentsCreated, enrollmentsLinked, enrollmentsUpdated } = summary;
  const enrollments = enrollmentsCreated + enrollmentsLinked + enrollmentsUpdated;
  return enrollments > 0 ? enrollments : summary.learnersCreated + summary.learnersUpdated;
}

/** The number of 写入N条 where the preview has anything to write and nobody has written it yet; else null. */
export function offeredToWrite(preview: {
  dryRun: boolean;
  finishedAt: Date | null;
  writtenBy: string | null;
  summary: SyncSummary | null;
}): number | null {
  const { dryRun, finishedAt, writtenBy, summary } = preview;
  if (!dryRun || finishedAt === null || writtenBy !== null || summary === null) return null;
  const count = rowsToWrite(summary);
  return count === 0 ? null : count;
}
