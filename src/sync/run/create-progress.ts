import type { Progress } from '../progress.ts';
import type { SyncPhase } from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';

/** Tells the store how far a sync is, so that page, chat and command line can tell it to people. */
export function createProgress(syncs: SyncStore, syncId: string): Progress {
  let phase: SyncPhase = 'waiting';
  let shown: SyncPhase = phase;
  let done = 0;
  let total = 0;
  const save = () => syncs.saveProgress(syncId, { phase: shown, done, total });
  const show = async (next: SyncPhase) => {
    if (next === shown) return;
    shown = next;
    await save();
  };
  return {
    expect(rows) {
      total = rows;
    },
    async enter(next) {
      phase = next;
      await show(next);
    },
    backOff: () => show('backing_off'),
    goOn: () => show(phase),
    async decide(rows) {
      if (rows === 0) return;
      done += rows;
      await save();
    },
  };
}
