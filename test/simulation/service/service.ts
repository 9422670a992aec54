import type { AxiosAdapter } from 'axios';
import { createTenantToken } from '../../../src/feishu/calls/tenant-token.ts';
import { createOpenBase } from '../../../src/feishu/open-base.ts';
import { createLog } from '../../../src/log.ts';
import { readRoster } from '../../../src/roster/read/read-roster.ts';
import { sandboxCredentials } from '../../../src/sandbox/auth/credentials.ts';
import { seedIds } from '../../../src/sandbox/state/seed-base.ts';
import type { Store } from '../../../src/store/open-store.ts';
import type { Clock } from '../../../src/sync/clock.ts';
import { workOff } from '../../../src/sync/queue/work-queue.ts';
import type { SyncDeps } from '../../../src/sync/run/run.ts';
import { runSync } from '../../../src/sync/run/run-sync.ts';
import { waitTiming } from '../../../src/sync/run/wait-timing.ts';
import type { SyncRecord, SyncTarget } from '../../../src/sync/sync-record.ts';
import type { ReleaseLock, WorkerLock } from '../../../src/sync/sync-store.ts';
import { syncTiming } from '../../../src/sync/timing.ts';
import type { UploadRules } from '../../../src/sync/upload-rules.ts';
import type { PlantedBug } from '../planted/planted-bug.ts';
import { heldBy, type Life, mortal, type StoreKills } from './life.ts';

const domain = 'https://feishu.test';

export const target: SyncTarget = {
  domain,
  appId: sandboxCredentials.appId,
  baseToken: seedIds.baseToken,
  tables: `${seedIds.learnerTable}\n${seedIds.enrollmentTable}`,
};

/** One process of the service. */
export interface Service {
  life: Life;
  /** Works on everything that is ready, if no other process does. Does not return if the process dies. */
  work(signal: AbortSignal): Promise<void>;
  /** As the system does when a process ends, however it ends: its lock is free. */
  end(): Promise<void>;
  /** As a database server does when a process is silent for too long: others can have its lock. */
  loseLock(): Promise<void>;
}

export interface ServiceParts {
  life: Life;
  /** The data folder, opened once for all processes of a world: it remembers nothing that is not on disk. */
  store: Store;
  adapter: AxiosAdapter;
  clock: Clock;
  random: () => number;
  newUuid: () => string;
  rules: UploadRules;
  storeKills: StoreKills;
  /** Told which sync is worked on from now on. */
  onRun: (sync: SyncRecord) => void;
  /** null: the service as it is. */
  bug: PlantedBug | null;
}

/** Puts a service together as `app/assemble-worker.ts` does, and gives it a life that can end at any call. */
export function startService(parts: ServiceParts): Service {
  const { life, store, clock, bug } = parts;
  let release: ReleaseLock | null = null;
  const living = <Port extends object>(port: Port): Port => mortal(port, life, parts.storeKills);
  const deps = coreOf(parts);
  const lock: WorkerLock = {
    async tryAcquire(baseToken) {
      const held = await store.workerLock.tryAcquire(baseToken);
      if (held === null) return null;
      release = held.release;
      const ours = <Port extends object>(port: Port): Port => living(heldBy(port, life.lock));
      return {
        lost: life.lock.acquire(),
        release: held.release,
        syncs: ours(held.syncs),
        journal: ours(held.journal),
      };
    },
  };
  const run = bug?.run?.(runSync) ?? runSync;
  return {
    life,
    work: (signal) =>
      workOff(
        {
          syncs: living(store.syncs),
          workerLock:
            bug?.lock?.(lock, { syncs: living(store.syncs), journal: living(store.journal) }) ?? lock,
          target,
          clock,
          runSync: ({ syncs, journal, lockedBase }, sync, stop) => {
            parts.onRun(sync);
            const whole = { ...deps, syncs, journal, lockedBase };
            return run(bug?.deps?.(whole) ?? whole, sync, stop);
          },
        },
        signal,
      ),
    end: async () => release?.(),
    async loseLock() {
      life.lock.lose();
      await release?.();
    },
  };
}

/**
 * A workbook is unpacked by other threads, which take as long as they like: calls that went out meanwhile would come in another
 * order each time. So they go out when the file has been read.
 */
const readAtOnce: SyncDeps['readRoster'] = async (bytes, options) => {
  let tell = () => {};
  const reading = await readRoster(bytes, {
    ...options,
    onHeader() {
      tell = options.onHeader ?? tell;
    },
  });
  tell();
  return reading;
};

function coreOf(parts: ServiceParts): Omit<SyncDeps, 'syncs' | 'journal' | 'lockedBase'> {
  const { life, clock, random, newUuid, adapter } = parts;
  const log = createLog('silent');
  // Whoever is dead does not wake up either.
  const mortalClock: Clock = { ...clock, sleep: (ms) => life.pass().then(() => clock.sleep(ms)) };
  const openBase = createOpenBase({
    ...sandboxCredentials,
    domain,
    baseReference: seedIds.baseToken,
    learnerTable: seedIds.learnerTable,
    enrollmentTable: seedIds.enrollmentTable,
    clock: mortalClock,
    random,
    log,
    timing: syncTiming,
    token: createTenantToken(mortalClock),
    adapter,
  });
  return {
    openBase,
    fetchChatFile: () => Promise.reject(new Error('no file in chat')),
    readRoster: readAtOnce,
    confirm: 'odd',
    rules: parts.rules,
    target,
    clock: mortalClock,
    timing: syncTiming,
    waits: waitTiming,
    newUuid,
    log,
  };
}
