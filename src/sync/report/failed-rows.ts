import type { RepeatedRow } from '../plan/plan-enrollments.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { RowProblem } from '../sync-report.ts';
import type { SyncCounts } from './counts.ts';

/**
 * The rows that are not in Base, by line. A planned row that was neither written nor refused did not get its turn, and is named as
 * such. A row that repeats one that failed has failed with it.
 */
export function failedRows(plan: SyncPlan, counts: SyncCounts): ReadonlyMap<number, RowProblem> {
  const failed = new Map<number, RowProblem>();
  for (const failure of [...plan.failures, ...counts.failures]) failed.set(failure.line, failure);
  for (const { line, userId } of [...plan.enrollments.create, ...plan.enrollments.link]) {
    const written = counts.enrollmentsCreated.has(line) || counts.enrollmentsLinked.has(line);
    if (!written && !failed.has(line)) failed.set(line, { line, userId, code: 'not_written' });
  }
  for (const failure of plan.enrollments.repeat.flatMap((row) => failWithFirst(row, failed)))
    failed.set(failure.line, failure);
  return failed;
}

function failWithFirst(
  { line, userId, firstLine }: RepeatedRow,
  failed: ReadonlyMap<number, RowProblem>,
): RowProblem[] {
  const first = failed.get(firstLine);
  return first === undefined ? [] : [{ ...first, line, userId, firstLine }];
}
