import { parentPort, workerData } from 'node:worker_threads';
import type { SpreadsheetMessage, SpreadsheetThreadData } from './app/make-spreadsheet.ts';
import { spreadsheetOf } from './app/spreadsheet-content.ts';
import { createLog } from './log.ts';
import { openStore } from './store/open-store.ts';

const { place, ...order } = workerData as SpreadsheetThreadData;

function send(message: SpreadsheetMessage): void {
  parentPort?.postMessage(message);
}

const store = await openStore({ ...place, log: createLog('error'), checkpoints: false, mustExist: true });
for await (const piece of await spreadsheetOf(store.syncs, order)) send(piece);
send('whole');
await store.close();
