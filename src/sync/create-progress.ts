import type { Progress } from './run.ts';
import type { SyncPhase } from './sync-record.ts';
import type { SyncStore } from './sync-store.ts';

/**
 * Tells the store how far a sync is, so that page, chat and command line can tell it to people.
 * @param total data rows of the file
 */
export function createProgress(syncs: SyncStore, syncId: string, total: number): Progress {
  let phase: SyncPhase = 'waiting';
  let done = 0;
  const save = () => syncs.saveProgress(syncId, { phase, done, total });
  return {
    async enter(next) {
      if (next === phase) return;
      phase = next;
      await save();
    },
    async decide(rows) {
      if (rows === 0) return;
      done += rows;
      await save();
    },
  };
}
