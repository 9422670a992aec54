import type { WrittenRow } from '../journal.ts';
import type { EnrollmentPolicy } from '../settings.ts';
import type { ExistingDeps } from './existing-deps.ts';
import { proveAbsence, readKnownRecords } from './known-records.ts';

/**
 * Lines of the file for which there is nothing left to write. What this sync wrote before an interruption always
 * counts. What earlier syncs of the same upload wrote counts under `append`, where a rerun writes only rows that have
 * no record (any more); otherwise it is found in Base like everything else.
 */
export async function linesWritten(
  deps: ExistingDeps,
  { syncId, policy }: { syncId: string; policy: EnrollmentPolicy },
  journaled: readonly WrittenRow[],
): Promise<Set<number>> {
  const enrollments = journaled.filter(
    ({ kind }) => kind === 'create_enrollments' || kind === 'link_enrollments',
  );
  const own = enrollments.filter((row) => row.syncId === syncId);
  const lines = new Set(own.map(({ line }) => line));
  if (policy !== 'append') return lines;
  const earlier = enrollments.filter((row) => row.syncId !== syncId);
  const known = earlier.flatMap(({ recordId, writtenAt }) =>
    recordId === null ? [] : [{ recordId, writtenAt }],
  );
  const firstRead = await readKnownRecords(deps, (ids) => deps.base.getEnrollments(ids), known);
  const { deleted } = await proveAbsence(deps, firstRead);
  const gone = new Set(deleted);
  for (const { line, recordId } of earlier) if (recordId === null || !gone.has(recordId)) lines.add(line);
  return lines;
}
