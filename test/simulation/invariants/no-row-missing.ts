import type { EndedSync, History } from '../history.ts';
import { enrollmentOf } from './enrollment-of.ts';
import type { Invariant } from './invariant.ts';
import { type CompleteRow, policyOf, rowsOfSync, says, uploadOf } from './uploads.ts';

export const noRowMissing: Invariant = {
  name: 'no row missing',
  reason:
    'whoever is on the roster is in Base or is named in the report with the line; nobody vanishes between them',
  check(history) {
    const written = enrollmentsEver(history);
    return history.syncs.filter(isDone).flatMap((ended) => missingIn(history, ended, written));
  },
};

/** A sync that was canceled or has failed does not say that its rows are there. */
export function isDone({ sync }: EndedSync): boolean {
  return (sync.status === 'succeeded' || sync.status === 'partial') && sync.kind === 'sync' && !sync.dryRun;
}

interface Written {
  uploadId: string | null;
  row: ReturnType<typeof enrollmentOf>;
}

/** Every enrollment that ever was in Base: people may delete what a sync has written. */
function enrollmentsEver(history: History): Written[] {
  return history.events.flatMap(({ table, before, after, cause }) => {
    if (table !== 'enrollments' || before !== null || after === null) return [];
    const uploadId = cause.kind === 'service' ? uploadOf(history, cause.syncId) : null;
    return [{ uploadId, row: enrollmentOf(after, cause.timeZone) }];
  });
}

function missingIn(history: History, { sync, report }: EndedSync, written: readonly Written[]): string[] {
  const named = new Set(
    [...(report?.failures ?? []), ...(report?.notEnrolled ?? [])].map(({ line }) => line),
  );
  const rows = rowsOfSync(history, sync);
  const unnamed = rows.filter(({ line }) => !named.has(line));
  const about = (row: CompleteRow) =>
    `#${sync.number} line ${row.line}: ${row.userId} ${row.course} ${row.day}`;
  const refused = unnamed.filter(({ fate }) => fate !== 'valid').map((row) => `${about(row)} is not refused`);
  const isAppend = policyOf(history, sync.id) === 'append';
  const missing = unnamed.filter((row) => {
    if (row.fate !== 'valid') return false;
    if (isAppend) {
      const ours = written.filter((one) => one.uploadId === sync.uploadId && says(row, one.row)).length;
      return ours < unnamed.filter((other) => says(other, row)).length;
    }
    return !written.some((one) => says(row, anyDayOf(history, sync.id, row, one)));
  });
  return [...refused, ...missing.map((row) => `${about(row)} is not there`)];
}

/** Where the operator says the day, a learner who has the course under any day is skipped. */
function anyDayOf(
  history: History,
  syncId: string,
  row: CompleteRow,
  { row: written }: Written,
): Written['row'] {
  const { roster } = history.uploads.get(uploadOf(history, syncId)) ?? {};
  return roster?.hasDay === false ? { ...written, day: row.day } : written;
}
