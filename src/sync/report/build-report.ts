import type { Roster } from '../../roster/roster.ts';
import type { AskedReason } from '../asked-reason.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { SyncStatus } from '../sync-record.ts';
import type { RowFailureCode, SyncReport, SyncSummary, SyncWarning } from '../sync-report.ts';
import type { SyncCounts } from './counts.ts';
import { failedRows } from './failed-rows.ts';
import { notEnrolledRows, toFailures, toReportedWarnings } from './report-rows.ts';

export interface ReportInput {
  roster: Roster;
  plan: SyncPlan;
  counts: SyncCounts;
  /** Of a preview, what will have to be confirmed before it is written. */
  doubts: readonly AskedReason[];
  fewerThanShown: number;
  baseCalls: number;
  durationMs: number;
}

/**
 * The account of a sync: every data row is counted exactly once, as created, linked, skipped, not enrolled or failed.
 */
export function buildReport(input: ReportInput): SyncReport {
  const { roster, plan, counts, doubts, fewerThanShown, baseCalls, durationMs } = input;
  const rows = roster.rows.length;
  const failed = failedRows(plan, counts);
  const succeeded = (lines: Set<number>) => [...lines].filter((line) => !failed.has(line)).length;
  const enrollmentsCreated = succeeded(counts.enrollmentsCreated);
  const enrollmentsLinked = succeeded(counts.enrollmentsLinked);
  const failedAs = (wanted: RowFailureCode) =>
    [...failed.values()].filter(({ code }) => code === wanted).length;
  const rowsNotWritten = failedAs('not_written');
  const notEnrolled = notEnrolledRows(roster);
  const warnings = toReportedWarnings(
    roster,
    [...plan.warnings, ...counts.warnings].filter(
      ({ line, code }) => code !== 'duplicate_row' || !failed.has(line),
    ),
  );
  const summary: SyncSummary = {
    rows,
    learnersCreated: counts.learnersCreated.size,
    learnersUpdated: counts.learnersUpdated.size,
    learnersUnchanged: plan.learners.unchanged.filter((userId) => !isTouched(counts, userId)).length,
    enrollmentsCreated,
    enrollmentsSkipped: rows - enrollmentsCreated - enrollmentsLinked - notEnrolled.length - failed.size,
    enrollmentsRepeated: plan.enrollments.repeat.filter(({ line }) => !failed.has(line)).length,
    enrollmentsOtherDate: plan.enrollments.skip.filter(({ otherDate }) => otherDate).length,
    enrollmentsLinked,
    enrollmentsUpdated: counts.enrollmentsUpdated.size,
    rowsNotEnrolled: notEnrolled.length,
    rowsFailed: failed.size,
    rowsInDoubt: failedAs('in_doubt'),
    ...(rowsNotWritten > 0 && { rowsNotWritten }),
    warnings: warnings.length,
    ...keptByHand(plan.learners.warnings),
    ...(plan.recordsOfOthers > 0 && { recordsOfOthers: plan.recordsOfOthers }),
    ...(doubts.length > 0 && { doubts: [...doubts] }),
    ...(fewerThanShown > 0 && { fewerThanShown }),
    ...plan.scope,
    footers: footersOf(roster),
    baseCalls,
    durationMs,
  };
  return {
    summary,
    failures: toFailures(roster, [...failed.values()]),
    warnings,
    notEnrolled,
    file: roster.file,
  };
}

function keptByHand(warnings: readonly SyncWarning[]): Pick<SyncSummary, 'keptByHand'> {
  const kept = warnings.flatMap((warning) => (warning.code === 'kept_by_hand' ? [warning] : []));
  if (kept.length === 0) return {};
  const fields = [...new Set(kept.flatMap((warning) => warning.fields))];
  return { keptByHand: { learners: kept.length, fields } };
}

const footersShown = 3;

/** The lines that close the list, for the summary. */
export function footersOf({ file }: Roster): SyncSummary['footers'] {
  const { footers } = file.skipped;
  return { count: footers.length, texts: footers.slice(0, footersShown).map(({ text }) => text) };
}

/** `partial`: some rows failed. Where all failed there is nothing to be glad of. */
export function statusOf({
  rows,
  rowsFailed,
}: SyncSummary): SyncStatus & ('succeeded' | 'partial' | 'failed') {
  if (rowsFailed === 0) return 'succeeded';
  return rowsFailed < rows ? 'partial' : 'failed';
}

/** A resumed sync finds its own learners in Base; they were not unchanged before it came. */
function isTouched(counts: SyncCounts, userId: string): boolean {
  return counts.learnersCreated.has(userId) || counts.learnersUpdated.has(userId);
}
