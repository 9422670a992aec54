import type { SyncRecord } from '../sync-record.ts';
import { createProgress } from './create-progress.ts';
import { defaultHints, Interruption, type Run, type SyncDeps } from './run.ts';

/**
 * Puts together what the steps of one sync share. Calls nothing yet.
 * @param rows data rows of the file
 */
export async function openRun(
  deps: SyncDeps,
  sync: SyncRecord,
  rows: number,
  signal: AbortSignal,
): Promise<Run> {
  const hints = (await deps.syncs.baseHints(deps.target)) ?? defaultHints;
  const progress = createProgress(deps.syncs, sync.id, rows);
  let calls = 0;
  const checkpoint = async () => {
    if (signal.aborted) throw new Interruption('shutdown');
    if (await deps.syncs.cancelRequested(sync.id)) throw new Interruption('canceled');
  };
  const base = deps.openBase(
    {
      called: () => {
        calls += 1;
      },
      backingOff: progress.backOff,
      goingOn: progress.goOn,
      checkpoint,
    },
    hints,
  );
  return {
    ...deps,
    sync,
    base,
    progress,
    calls: () => calls,
    startedAt: deps.clock.now(),
    batchSize: hints.batchSize,
    batchLimit: hints.batchSize,
    searchHides: true,
    checkpoint,
  };
}
