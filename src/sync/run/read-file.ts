import { AppError } from '../../errors.ts';
import type { FileRefusal } from '../../roster/roster.ts';
import type { SyncRecord } from '../sync-record.ts';
import type { SyncDeps } from './run.ts';

export type FileReading = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'refused'; refusal: FileRefusal };

/**
 * The file of a sync: from the store or, the first time, from chat.
 * @throws AppError `file_deleted` if retention has deleted it, or whatever keeps it from being downloaded
 */
export async function readFile(
  { syncs, fetchChatFile }: Pick<SyncDeps, 'syncs' | 'fetchChatFile'>,
  { fileId, origin }: SyncRecord,
): Promise<FileReading> {
  const kept = await syncs.readFile(fileId);
  if (kept !== null) return { kind: 'bytes', bytes: kept };
  if (!origin?.file) throw new AppError('file_deleted');
  const file = await fetchChatFile(origin.file);
  if (file.kind === 'too_large') {
    const limit = { limit: 'bytes' as const, allowed: file.allowedBytes, line: null };
    return { kind: 'refused', refusal: { code: 'limit_exceeded', ...limit } };
  }
  await syncs.saveFile(fileId, file.bytes);
  return file;
}
