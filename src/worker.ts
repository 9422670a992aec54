import { parentPort, workerData } from 'node:worker_threads';
import { assembleWorker, type WorkerParts } from './app/assemble-worker.ts';
import { createLog } from './log.ts';
import { openStore } from './store/open-store.ts';
import { systemClock } from './sync/clock.ts';
import { runMaintenance } from './sync/queue/maintenance.ts';
import { workQueue } from './sync/queue/work-queue.ts';

const houseKeepingMs = 3_600_000;

const stop = new AbortController();
parentPort?.once('message', () => stop.abort());

const { dataDir, settings, feishu, target } = workerData as WorkerThreadData;
const log = createLog(settings.logLevel);
const store = await openStore({ dataDir, log });

const clean = async () => {
  const { canceled, deleted } = await runMaintenance(store.syncs, systemClock, settings.retentionDays);
  if (canceled + deleted > 0) log.info({ canceled, deleted }, 'house kept');
};
await clean();
const houseKeeping = setInterval(
  () => void clean().catch((err) => log.error({ err }, 'house keeping')),
  houseKeepingMs,
);

await workQueue(assembleWorker({ settings, feishu, target, store, log, signal: stop.signal }), stop.signal);
clearInterval(houseKeeping);
await store.close();
