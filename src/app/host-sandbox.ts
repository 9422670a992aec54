import type { Host } from '../sandbox/host.ts';
import type { Store } from '../store/open-store.ts';
import type { Clock } from '../sync/clock.ts';
import type { HeldLock } from '../sync/sync-store.ts';
import { resetTooEarly } from '../wording/sandbox-notice.ts';

/** Small rosters are through by then. */
const patienceMs = 10_000;
const pollMs = 50;

/** What the stand-in has to know of the service around it. */
export function hostSandbox(
  store: Pick<Store, 'workerLock' | 'startOver'>,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): Host {
  return {
    uploadPage: '/upload',
    async aroundReset(reset) {
      const lock = await acquireSoon(store, clock);
      // A conflict with what goes on.
      if (lock === null) throw Object.assign(new Error(resetTooEarly), { status: 409 });
      try {
        await store.startOver();
        reset();
      } finally {
        await lock.release();
      }
    },
  };
}

/** @returns null if somebody works on and on */
async function acquireSoon(
  { workerLock }: Pick<Store, 'workerLock'>,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): Promise<HeldLock | null> {
  const end = clock.monotonic() + patienceMs;
  for (;;) {
    // A demonstration has one lock, whatever the Base.
    const lock = await workerLock.tryAcquire('');
    if (lock !== null || clock.monotonic() >= end) return lock;
    await clock.sleep(pollMs);
  }
}
