import type { ErrorCode } from '../errors.ts';
import { mayHaveWritten } from './has-written.ts';
import type { SyncRecord } from './sync-record.ts';

const newFileCodes: ReadonlySet<ErrorCode> = new Set(['file_deleted', 'chat_file_gone', 'target_changed']);

/** Whether the same file cannot get past this error by being read again. */
export function needsNewFile(code: ErrorCode): boolean {
  return newFileCodes.has(code);
}

/** Whether the next thing to do is the rest of the sync: something stopped it, or somebody canceled it half way. */
export function canGoOn({ kind, status, dryRun, error, summary, undoneBy }: SyncRecord): boolean {
  if (kind === 'undo' || undoneBy !== null) return false;
  if (status === 'canceled') return !dryRun && mayHaveWritten(summary);
  return error?.kind === 'stopped' && !needsNewFile(error.code);
}
