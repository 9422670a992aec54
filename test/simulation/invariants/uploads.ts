import type { EnrollmentPolicy } from '../../../src/sync/settings.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import type { History } from '../history.ts';
import { courseKeyOf } from '../world/names.ts';
import { type ExpectedRow, expectedRows } from '../world/roster-file.ts';
import type { Enrollment } from './enrollment-of.ts';

/** A row with what the operator has said about it; without course or day nothing can be written. */
export type CompleteRow = ExpectedRow & Enrollment;

export function syncOf({ syncs }: History, syncId: string): SyncRecord {
  const found = syncs.find(({ sync }) => sync.id === syncId);
  if (found === undefined) throw new Error(`no sync ${syncId}`);
  return found.sync;
}

export function uploadOf(history: History, syncId: string): string {
  return syncOf(history, syncId).uploadId;
}

/** A rerun goes by the rules of its upload, whatever the settings are by now. */
export function policyOf(history: History, syncId: string): EnrollmentPolicy {
  return uploaded(history, uploadOf(history, syncId)).policies.policy;
}

export function uploaded({ uploads }: History, uploadId: string) {
  const upload = uploads.get(uploadId);
  if (upload === undefined) throw new Error(`no upload ${uploadId}`);
  return upload;
}

/** The rows of a sync's file. */
export function rowsOfSync(history: History, { uploadId, input }: SyncRecord): CompleteRow[] {
  return expectedRows(uploaded(history, uploadId).roster).map((row) => ({
    ...row,
    course: row.course ?? courseKeyOf(input.course ?? ''),
    day: row.day ?? input.day ?? '',
  }));
}

/** How many valid rows of an upload say this, under anything that was said about it. */
export function rowsOf(history: History, uploadId: string, wanted: Enrollment): number {
  const counts = history.syncs
    .filter(({ sync }) => sync.uploadId === uploadId)
    .map(({ sync }) => rowsOfSync(history, sync).filter((row) => says(row, wanted)).length);
  return Math.max(0, ...counts);
}

export function says(row: CompleteRow, { userId, course, day }: Enrollment): boolean {
  return row.fate === 'valid' && row.userId === userId && row.course === course && row.day === day;
}
