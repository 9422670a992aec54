import type { Clock } from '../clock.ts';
import type { SyncRecord, SyncTarget } from '../sync-record.ts';
import type { HeldLock, SyncStore, WorkerLock } from '../sync-store.ts';

export interface WorkDeps {
  syncs: SyncStore;
  workerLock: WorkerLock;
  /** Where this process works, as configured. */
  target: SyncTarget;
  /** Works through the stores of the lock, which is held for the Base with this token. */
  runSync(lock: HeldLock & { lockedBase: string }, sync: SyncRecord, signal: AbortSignal): Promise<void>;
  clock: Pick<Clock, 'now'>;
}

export interface Pausing {
  /** Passes so long (ms), or until something about syncs has changed. */
  pause(ms: number): Promise<void>;
}

/** How soon a new sync is noticed where nothing says so; one small query each time. */
const pollMs = 300;

/**
 * Works off the queue until told to stop. Several processes may do this side by side: only the one that holds the
 * worker lock works, and the others take over when it is gone.
 * @param signal stops after the current call
 */
export async function workQueue(deps: WorkDeps & Pausing, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await workOff(deps, signal);
    if (!signal.aborted) await deps.pause(pollMs);
  }
}

/** Works on everything that is ready, the oldest first, if nobody else does. */
export async function workOff(deps: WorkDeps, signal: AbortSignal): Promise<void> {
  if ((await nextReady(deps, deps.syncs)) === null) return;
  const lockedBase = await baseToLock(deps);
  const lock = await deps.workerLock.tryAcquire(lockedBase);
  if (lock === null) return;
  try {
    await workUnder(deps, { ...lock, lockedBase }, AbortSignal.any([signal, lock.lost]));
  } catch (thrown) {
    // Whoever has lost the lock has nothing to say any more; the next holder goes on.
    if (!lock.lost.aborted) throw thrown;
  } finally {
    await lock.release();
  }
}

async function workUnder(
  deps: WorkDeps,
  lock: HeldLock & { lockedBase: string },
  signal: AbortSignal,
): Promise<void> {
  // Only now is it certain that nobody works: the queue is asked again.
  let sync = await nextReady(deps, lock.syncs);
  while (sync !== null && !signal.aborted) {
    await deps.runSync(lock, sync, signal);
    // The first run finds out which Base a wiki page shows.
    if ((await baseToLock(deps)) !== lock.lockedBase) return;
    sync = await nextReady(deps, lock.syncs);
  }
}

function nextReady({ clock, target }: WorkDeps, syncs: SyncStore): Promise<SyncRecord | null> {
  return syncs.nextReady(new Date(clock.now()), target);
}

/** Its token, or what is known of it: until then nobody can write to it. */
export async function baseToLock({ syncs, target }: Pick<WorkDeps, 'syncs' | 'target'>): Promise<string> {
  return ((await syncs.resolvedTarget(target)) ?? target).baseToken;
}
