import type { Clock } from '../clock.ts';
import type { SyncRecord } from '../sync-record.ts';
import type { SyncStore, WorkerLock } from '../sync-store.ts';

export interface WorkDeps {
  syncs: SyncStore;
  workerLock: WorkerLock;
  runSync(sync: SyncRecord, signal: AbortSignal): Promise<void>;
  clock: Clock;
}

/** How soon a new sync is noticed; one small query each time. */
const pollMs = 300;

/**
 * Works off the queue until told to stop. Several processes may do this side by side: only the one that holds the
 * worker lock works, and the others take over when it is gone.
 * @param signal stops after the current call
 */
export async function workQueue(deps: WorkDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await workOff(deps, signal);
    if (!signal.aborted) await deps.clock.sleep(pollMs);
  }
}

/** Works on everything that is ready, the oldest first, if nobody else does. */
export async function workOff(deps: WorkDeps, signal: AbortSignal): Promise<void> {
  const nextReady = () => deps.syncs.nextReady(new Date(deps.clock.now()));
  if ((await nextReady()) === null) return;
  const release = await deps.workerLock.tryAcquire();
  if (release === null) return;
  try {
    // Only now is it certain that nobody works: the queue is asked again.
    let sync = await nextReady();
    while (sync !== null && !signal.aborted) {
      await deps.runSync(sync, signal);
      sync = await nextReady();
    }
  } finally {
    await release();
  }
}
