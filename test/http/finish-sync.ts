import type { RowFailure } from '../../src/sync/sync-report.ts';
import type { SyncStore } from '../../src/sync/sync-store.ts';
import { sampleReport, sampleSummary } from '../wording/sample-sync.ts';

export const finishedAt = new Date('2026-11-24T02:00:07Z');

/** What the worker writes when it went through the file, with these failed rows. */
export async function finishSync(
  syncs: SyncStore,
  id: string,
  failures: RowFailure[] = [],
  enrollmentsOtherDate = 0,
): Promise<void> {
  const summary = sampleSummary({ rows: 3, rowsFailed: failures.length, enrollmentsOtherDate });
  await syncs.start(id);
  const status = failures.length === 0 ? 'succeeded' : 'partial';
  await syncs.finish(
    id,
    { status, report: sampleReport({ summary, failures }), changes: null, error: null },
    finishedAt,
  );
}
