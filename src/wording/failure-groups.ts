import type { FailureCount } from '../sync/report-start.ts';
import type { RowFailureCode } from '../sync/sync-report.ts';
import { explainReason } from './explain-row.ts';

/** The failed rows of one reason. */
export interface FailureGroup {
  code: RowFailureCode;
  /** Without what is special about a single row, and without a full stop. */
  reason: string;
  hint: string;
  count: number;
}

/** The reasons for which rows failed, that of most rows first; without rows that failed for it before. */
export function groupFailures(failed: readonly FailureCount[]): FailureGroup[] {
  const counts = new Map<RowFailureCode, number>();
  for (const { code, asBefore, count } of failed)
    if (asBefore !== true) counts.set(code, (counts.get(code) ?? 0) + count);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([code, count]) => {
      const { reason, nextStep } = explainReason(code);
      return { code, reason, hint: nextStep, count };
    });
}
