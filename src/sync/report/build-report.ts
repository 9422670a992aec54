import type { RepeatedRow } from '../plan/plan-enrollments.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { RowFailure, SyncReport, SyncSummary, SyncWarning } from '../report.ts';
import type { SyncStatus } from '../sync-record.ts';
import type { SyncCounts } from './counts.ts';

export interface ReportInput {
  /** Data rows of the file. */
  rows: number;
  plan: SyncPlan;
  counts: SyncCounts;
  baseCalls: number;
  durationMs: number;
}

/**
 * The account of a sync: every data row is counted exactly once, as created, linked, skipped or failed. A planned row
 * that was neither written nor refused did not get its turn, and is named as such. A row that repeats one that failed
 * has failed with it.
 */
export function buildReport({ rows, plan, counts, baseCalls, durationMs }: ReportInput): SyncReport {
  const failed = new Map<number, RowFailure>();
  for (const failure of [...plan.failures, ...counts.failures]) failed.set(failure.line, failure);
  for (const { line, userId } of [...plan.enrollments.create, ...plan.enrollments.link]) {
    const written = counts.enrollmentsCreated.has(line) || counts.enrollmentsLinked.has(line);
    if (!written && !failed.has(line)) failed.set(line, { line, userId, code: 'not_written' });
  }
  for (const failure of plan.enrollments.repeat.flatMap((row) => failWithFirst(row, failed)))
    failed.set(failure.line, failure);
  const succeeded = (lines: Set<number>) => [...lines].filter((line) => !failed.has(line)).length;
  const enrollmentsCreated = succeeded(counts.enrollmentsCreated);
  const enrollmentsLinked = succeeded(counts.enrollmentsLinked);
  const warnings = byLine([...plan.warnings, ...counts.warnings]).filter(
    ({ line, code }) => code !== 'duplicate_row' || !failed.has(line),
  );
  const summary: SyncSummary = {
    rows,
    learnersCreated: counts.learnersCreated.size,
    learnersUpdated: counts.learnersUpdated.size,
    learnersUnchanged: plan.learners.unchanged.filter((userId) => !isTouched(counts, userId)).length,
    enrollmentsCreated,
    enrollmentsSkipped: rows - enrollmentsCreated - enrollmentsLinked - failed.size,
    enrollmentsRepeated: plan.enrollments.repeat.filter(({ line }) => !failed.has(line)).length,
    enrollmentsOtherDate: plan.enrollments.skip.filter(({ otherDate }) => otherDate).length,
    enrollmentsLinked,
    rowsFailed: failed.size,
    rowsInDoubt: [...failed.values()].filter(({ code }) => code === 'in_doubt').length,
    warnings: warnings.length,
    ...plan.scope,
    baseCalls,
    durationMs,
  };
  return { summary, failures: byLine([...failed.values()]), warnings };
}

function failWithFirst(
  { line, userId, firstLine }: RepeatedRow,
  failed: ReadonlyMap<number, RowFailure>,
): RowFailure[] {
  const first = failed.get(firstLine);
  return first === undefined ? [] : [{ ...first, line, userId, firstLine }];
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

/** Remarks about the whole file (line null) come first. */
function byLine<Item extends RowFailure | SyncWarning>(items: Item[]): Item[] {
  return items.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
