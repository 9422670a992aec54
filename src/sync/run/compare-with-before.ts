import { markAsBefore } from '../report/mark-as-before.ts';
import type { SyncReport } from '../sync-report.ts';
import type { RefundedInBase } from '../told-refunds.ts';
import { lastReports } from './last-reports.ts';
import type { Run } from './run.ts';

/**
 * Marks in a report what people have been told before, and remembers what they are told now. A sync that is taken up again
 * after that still tells it.
 */
export async function compareWithBefore(run: Run, report: SyncReport): Promise<SyncReport> {
  const { journal, sync, syncs, target } = run;
  if (report.failures.length + report.warnings.length === 0) return report;
  const refunds = report.warnings.flatMap((warning): RefundedInBase[] =>
    warning.code === 'refunded_in_base' ? [warning] : [],
  );
  const told = await journal.refundsTold(target, sync.id, refunds);
  if (!sync.dryRun) await journal.noteRefundsTold(target, sync.id, refunds);
  const reports = await lastReports(syncs, { target, number: sync.number }, report.summary.courses);
  return markAsBefore(report, { reports, refunds: told });
}
