import type { SyncSummary } from './sync-report.ts';

/** Whether a sync may have left any trace in Base. */
export function mayHaveWritten(summary: SyncSummary | null): boolean {
  return hasWritten(summary) || (summary?.rowsInDoubt ?? 0) > 0;
}

/** Whether a sync left any trace in Base. */
export function hasWritten(summary: SyncSummary | null): boolean {
  if (summary === null) return false;
  const { learnersCreated, learnersUpdated, enrollmentsCreated, enrollmentsLinked, enrollmentsUpdated } =
    summary;
  return learnersCreated + learnersUpdated + enrollmentsCreated + enrollmentsLinked + enrollmentsUpdated > 0;
}
