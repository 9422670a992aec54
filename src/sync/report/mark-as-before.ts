import type { ReportedWarning, RowFailure, RowFailureCode, SyncReport } from '../sync-report.ts';

/** What people were told before this sync. */
export interface ToldBefore {
  /** By the last syncs of the courses of the file. */
  reports: readonly Pick<SyncReport, 'failures' | 'warnings'>[];
  /** Record ids of enrollments that earlier syncs have told of as refunded. */
  refunds: ReadonlySet<string>;
}

/** Whatever comes of these is different each time: they are news. */
const alwaysNews: ReadonlySet<RowFailureCode> = new Set([
  'in_doubt',
  'not_written',
  'learner_gone',
  'enrollment_gone',
]);

/**
 * Marks the rows that failed, and those that were remarked, in the same way in the last sync of their course, wherever they
 * stood in the file then. An enrollment that stands in Base though it is refunded is news once only.
 */
export function markAsBefore(report: SyncReport, { reports, refunds }: ToldBefore): SyncReport {
  const isKnownFailure = knownAmong(reports.flatMap(({ failures }) => failures.map(whatFailed)));
  const isKnownWarning = knownAmong(reports.flatMap(({ warnings }) => warnings.map(whatWasRemarked)));
  const failures = report.failures.map((failure) =>
    !alwaysNews.has(failure.code) && isKnownFailure(whatFailed(failure))
      ? { ...failure, asBefore: true as const }
      : failure,
  );
  const warnings = report.warnings.map((warning) => {
    const isKnown =
      warning.code === 'refunded_in_base'
        ? warning.recordIds.every((id) => refunds.has(id))
        : warning.line !== null && isKnownWarning(whatWasRemarked(warning));
    return isKnown ? { ...warning, asBefore: true as const } : warning;
  });
  const asBefore = { failures: marked(failures), warnings: marked(warnings) };
  const isNews = asBefore.failures + asBefore.warnings === 0;
  return { ...report, failures, warnings, summary: { ...report.summary, ...(isNews ? {} : { asBefore }) } };
}

function whatFailed({ userId, nickname, code, value, feishuCode }: RowFailure): string {
  return JSON.stringify([userId, nickname, code, value, feishuCode]);
}

/** Without the places, which change from file to file. */
function whatWasRemarked(warning: ReportedWarning): string {
  const { line, sheet, asBefore, ...remark } = warning;
  return JSON.stringify('firstLine' in remark ? { ...remark, firstLine: 0, firstSheet: null } : remark);
}

/** Says of one after the other whether it is among them; two that are alike have to be there twice. */
function knownAmong(before: readonly string[]): (what: string) => boolean {
  const left = new Map<string, number>();
  for (const what of before) left.set(what, (left.get(what) ?? 0) + 1);
  return (what) => {
    const count = left.get(what) ?? 0;
    left.set(what, count - 1);
    return count > 0;
  };
}

function marked(rows: readonly { asBefore?: true }[]): number {
  return rows.filter(({ asBefore }) => asBefore).length;
}
