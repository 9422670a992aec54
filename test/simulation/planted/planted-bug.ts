import type { AxiosAdapter } from 'axios';
import type { SyncDeps } from '../../../src/sync/run/run.ts';
import type { runSync } from '../../../src/sync/run/run-sync.ts';
import type { HeldLock, WorkerLock } from '../../../src/sync/sync-store.ts';

/** A fault that is put into the service from outside: a part replaced where it is put together, or a port wrapped. */
export interface PlantedBug {
  name: string;
  /** What people would see of it. */
  harm: string;
  deps?: (deps: SyncDeps) => SyncDeps;
  adapter?: (adapter: AxiosAdapter) => AxiosAdapter;
  lock?: (lock: WorkerLock, stores: Pick<HeldLock, 'syncs' | 'journal'>) => WorkerLock;
  run?: (run: typeof runSync) => typeof runSync;
}
