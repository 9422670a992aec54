import type { SyncSummary } from './sync-report.ts';

/** How many rows of a sync that ended early are left to be written, or to be looked for: N of 还差N条. */
export function rowsLeft(summary: SyncSummary | null): number {
  return (summary?.rowsNotWritten ?? 0) + (summary?.rowsInDoubt ?? 0);
}
