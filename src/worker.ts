import { parentPort, workerData } from 'node:worker_threads';
import { assembleWorker } from './app/assemble-worker.ts';
import type { WorkerThreadData } from './app/start-worker.ts';
import { formerTargetOf } from './app/target-of.ts';
import { createLog } from './log.ts';
import { openStore } from './store/open-store.ts';
import { systemClock } from './sync/clock.ts';
import { runMaintenance } from './sync/queue/maintenance.ts';
import { workQueue } from './sync/queue/work-queue.ts';

const maintenanceMs = 3_600_000;

const stop = new AbortController();
parentPort?.once('message', () => stop.abort());

const { place, settings, feishu, target } = workerData as WorkerThreadData;
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

await workQueue(assembleWorker({ settings, feishu, target, store, log, signal: stop.signal }), stop.signal);
clearInterval(maintenance);
await store.close();
