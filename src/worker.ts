import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { assembleDigests, assembleWorker } from './app/assemble-worker.ts';
import { findObstacle } from './app/doctor/find-obstacle.ts';
import { gatherSyncFacts } from './app/doctor/sync-facts.ts';
import type { WorkerThreadData } from './app/start-worker.ts';
import { formerTargetOf } from './app/target-of.ts';
import { watchFeishu } from './app/watch-feishu.ts';
import type { WorkerMessage } from './app/worker-message.ts';
import type { MeasuredCall } from './feishu/calls/measured-call.ts';
import { createTenantToken } from './feishu/calls/tenant-token.ts';
import { createLog } from './log.ts';
import { openStore } from './store/open-store.ts';
import { systemClock } from './sync/clock.ts';
import { countDigests } from './sync/digest/count-digest.ts';
import { runMaintenance } from './sync/queue/maintenance.ts';
import { workQueue } from './sync/queue/work-queue.ts';

const maintenanceMs = 3_600_000;

const stop = new AbortController();
parentPort?.once('message', () => stop.abort());

const { place, settings, feishu, target, countsWeeks } = workerData as WorkerThreadData;
const log = createLog(settings.logLevel);
const store = await openStore({ ...place, log, mustExist: true });

await store.syncs.respellTarget(formerTargetOf(target), target);

const maintain = async () => {
  const { canceled, deleted } = await runMaintenance(store.syncs, systemClock, settings.retentionDays);
  if (canceled + deleted > 0) log.info({ canceled, deleted }, 'maintenance done');
};
await maintain();
const maintenance = setInterval(
  () => void maintain().catch((err) => log.error({ err }, 'maintenance failed')),
  maintenanceMs,
);

const tell = (message: WorkerMessage) => parentPort?.postMessage(message);
const onCall = (api: 'base' | 'chat', measured: MeasuredCall) => tell({ kind: 'called', api, measured });
const { signal } = stop;
tell({ kind: 'up' });

const token = createTenantToken(systemClock);
const facts = {
  ...{ config: { ...settings, feishu }, clock: systemClock, log, token },
  onCall: (measured: MeasuredCall) => onCall('base', measured),
};
void watchFeishu({
  check: (depth) => findObstacle(gatherSyncFacts(facts), depth),
  tell: (outcome) => tell({ kind: 'feishu_checked', outcome }),
  // Nothing is kept from ending by the next check.
  sleep: (ms) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined),
  signal,
});

const parts = { settings, feishu, target, store, log, signal, onCall, token };
if (countsWeeks) void countDigests(assembleDigests(parts), signal);
await workQueue(assembleWorker(parts), signal);
clearInterval(maintenance);
await store.close();
// This thread only: a check of Feishu that is under way is of no use any more.
process.exit();
