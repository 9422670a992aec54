import { isFinal, type SyncRecord, type SyncTarget } from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';
import { areKnownToDiffer } from '../targets.ts';

/** Whether a sync can go on from the upload of another. */
export type Repeatable =
  | { kind: 'repeatable'; isFileKept: boolean }
  /** The first one has not ended; running it twice would only queue. */
  | { kind: 'still_running'; sync: SyncRecord }
  | { kind: 'file_deleted' }
  /** An undo has no rows of its own to write. */
  | { kind: 'is_undo' }
  /** The first one wrote to another Base. */
  | { kind: 'other_target' };

/** A file in chat that was never downloaded can still be. */
export async function whetherRepeatable(
  { syncs, target }: { syncs: Pick<SyncStore, 'resolvedTarget' | 'hasFile'>; target: SyncTarget },
  of: SyncRecord,
): Promise<Repeatable> {
  if (of.kind === 'undo') return { kind: 'is_undo' };
  if (!isFinal(of)) return { kind: 'still_running', sync: of };
  if (await areKnownToDiffer(syncs, of.target, target)) return { kind: 'other_target' };
  const isFileKept = await syncs.hasFile(of.fileId);
  return isFileKept || canDownload(of) ? { kind: 'repeatable', isFileKept } : { kind: 'file_deleted' };
}

function canDownload({ summary, error, origin }: SyncRecord): boolean {
  const neverRead = summary === null && error?.kind === 'stopped';
  return neverRead && origin?.file != null;
}
