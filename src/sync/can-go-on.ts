import { mayHaveWritten } from './has-written.ts';
import type { SyncRecord } from './sync-record.ts';

/** Errors that the same file cannot get past by being read again. */
const needsNewFile: ReadonlySet<string> = new Set(['file_deleted', 'chat_file_gone', 'target_changed']);

/** Whether the next thing to do is the rest of the sync: something stopped it, or somebody canceled it half way. */
export function canGoOn({ kind, status, dryRun, error, summary, undoneBy }: SyncRecord): boolean {
  if (kind === 'undo' || undoneBy !== null) return false;
  if (status === 'canceled') return !dryRun && mayHaveWritten(summary);
  return error?.kind === 'stopped' && !needsNewFile.has(error.code);
}
