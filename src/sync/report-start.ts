import type { RowFailure, SyncReport } from './sync-report.ts';

/** So many rows of each list of a report are shown at once; a file of the failed rows has all. */
const rowsAtStart = 1_000;

/** The lists of a report. */
export type ReportLists = Pick<SyncReport, 'failures' | 'warnings' | 'notEnrolled' | 'undone'>;

/** How many rows failed for the same reason. */
export interface FailureCount extends Pick<RowFailure, 'code' | 'lacks' | 'asBefore'> {
  count: number;
}

/** What is shown of a report at once: the first rows of each list, and how many failed in all, the first reason first. */
export interface ReportStart extends ReportLists, Pick<SyncReport, 'file'> {
  failed: FailureCount[];
}

export function startOf(report: Omit<SyncReport, 'summary'>): ReportStart {
  return {
    ...cut(report, (rows) => rows.slice(0, rowsAtStart)),
    file: report.file,
    failed: countFailures(report.failures),
  };
}

/** What the lists have beyond their start; null if nothing. */
export function restOf(report: ReportLists): ReportLists | null {
  const rest = cut(report, (rows) => rows.slice(rowsAtStart));
  return Object.values(rest).every(({ length }) => length === 0) ? null : rest;
}

function cut(
  { failures, warnings, notEnrolled, undone }: ReportLists,
  part: <Row>(rows: Row[]) => Row[],
): ReportLists {
  return {
    failures: part(failures),
    warnings: part(warnings),
    notEnrolled: part(notEnrolled),
    ...(undone === undefined ? {} : { undone: part(undone) }),
  };
}

function countFailures(failures: readonly RowFailure[]): FailureCount[] {
  const counts = new Map<string, FailureCount>();
  for (const { code, lacks, asBefore } of failures) {
    const key = JSON.stringify([code, lacks, asBefore]);
    const known = counts.get(key);
    const reason = { code, ...(lacks && { lacks }), ...(asBefore && { asBefore }) };
    counts.set(key, { ...reason, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
