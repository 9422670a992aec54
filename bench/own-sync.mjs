// The service's own way, from the queue to the report, in this process: from the compiled program, as people run it.
import { randomUUID } from 'node:crypto';

/** @typedef {import('./programs.mjs').Settings} Settings */

const dist = new URL('../dist/', import.meta.url);

/** @param {string} path */
const load = (path) => import(new URL(path, dist).href);

/** The parts, with the types of their sources. */
const { assembleWorker } = /** @type {typeof import('../src/app/assemble-worker.ts')} */ (
  await load('app/assemble-worker.js')
);
const { readConfig } = /** @type {typeof import('../src/app/config.ts')} */ (await load('app/config.js'));
const { rulesOf } = /** @type {typeof import('../src/app/rules-of.ts')} */ (await load('app/rules-of.js'));
const { targetOf } = /** @type {typeof import('../src/app/target-of.ts')} */ (await load('app/target-of.js'));
const { createLog } = /** @type {typeof import('../src/log.ts')} */ (await load('log.js'));
const { createTenantToken } = /** @type {typeof import('../src/feishu/calls/tenant-token.ts')} */ (
  await load('feishu/calls/tenant-token.js')
);
const { systemClock } = /** @type {typeof import('../src/sync/clock.ts')} */ (await load('sync/clock.js'));
const { openStore } = /** @type {typeof import('../src/store/open-store.ts')} */ (
  await load('store/open-store.js')
);
const { nothingSaid } = /** @type {typeof import('../src/sync/queue/operator-input.ts')} */ (
  await load('sync/queue/operator-input.js')
);
const { workOff } = /** @type {typeof import('../src/sync/queue/work-queue.ts')} */ (
  await load('sync/queue/work-queue.js')
);
const { submitUpload } = /** @type {typeof import('../src/sync/queue/submit-sync.ts')} */ (
  await load('sync/queue/submit-sync.js')
);

const { undoSync } = /** @type {typeof import('../src/sync/queue/undo-sync.ts')} */ (
  await load('sync/queue/undo-sync.js')
);

/** @typedef {Awaited<ReturnType<typeof prepareOwnSync>>} OwnSync */

/**
 * A service in this process that has its store open.
 * @param {Settings} env @param {string} dataDir
 */
export async function prepareOwnSync(env, dataDir) {
  const reading = readConfig(env);
  if (reading.kind === 'refused' || reading.config.mode !== 'feishu') throw new Error('not configured');
  const { config } = reading;
  const log = createLog('error');
  const store = await openStore({ dataDir, log });
  const target = targetOf(config);
  const { signal } = new AbortController();
  const { feishu } = config;
  const onCall = () => {};
  const token = createTenantToken(systemClock);
  const worker = assembleWorker({ settings: config, feishu, target, store, log, signal, onCall, token });
  const { policies } = rulesOf(config);
  const requests = { syncs: store.syncs, newId: randomUUID, now: () => new Date(), target, policies };

  /** @param {string} id @returns the sync, once it has ended well */
  async function ended(id) {
    await workOff(worker, signal);
    const sync = await store.syncs.get(id);
    if (sync?.status !== 'succeeded') throw new Error(`${sync?.status} ${JSON.stringify(sync?.error)}`);
    return sync;
  }

  return {
    /** @param {Uint8Array} bytes of a roster */
    async sync(bytes) {
      const { id } = await submitUpload(requests, {
        ...{ key: null, source: 'cli', fileName: 'roster.csv', bytes, origin: null, askedBy: null },
        ...{ dryRun: false, said: nothingSaid },
      });
      return ended(id);
    },
    /** Takes a sync back. @param {import('../src/sync/sync-record.ts').SyncRecord} of */
    async undo(of) {
      const outcome = await undoSync(requests, {
        ...{ of, who: { kind: 'anybody' }, confirmed: true },
        ...{ key: null, origin: null, askedBy: null, source: 'cli' },
      });
      if (outcome.kind !== 'added') throw new Error(outcome.kind);
      return ended(outcome.sync.id);
    },
    close: () => store.close(),
  };
}
