import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startWorker, type WorkerThreadData } from '../../src/app/start-worker.ts';
import type { WorkerMessage } from '../../src/app/worker-message.ts';
import { createLog } from '../../src/log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nvc-worker-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The thread's program does not look at what it is given. */
const nothing: WorkerThreadData = Object.create(null);

async function start(program: string) {
  const path = join(folder, 'program.mjs');
  await writeFile(path, program);
  const logged: string[] = [];
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  const told: WorkerMessage[] = [];
  return {
    told,
    worker: startWorker(nothing, log, (message) => void told.push(message), pathToFileURL(path)),
    logged,
  };
}

it('ends a thread that does as it is told', async () => {
  const { worker } = await start(
    `import { parentPort } from 'node:worker_threads'; parentPort.once('message', () => {});`,
  );
  await worker.stop();
});

it('starts a crashed thread anew, and stops although none is running', async () => {
  const { worker, logged } = await start(`throw new Error('each time');`);
  while (logged.length < 2) await sleep(20);
  expect(logged.every((line) => line.includes('worker crashed'))).toBe(true);
  await worker.stop();
});

it('is up from the moment the thread says so until it ends', async () => {
  const { worker, told } = await start(
    `import { parentPort } from 'node:worker_threads';
     parentPort.postMessage({ kind: 'up' });
     parentPort.once('message', () => {});`,
  );
  expect(worker.isUp()).toBe(false);
  while (told.length === 0) await sleep(5);
  expect([told, worker.isUp()]).toEqual([[{ kind: 'up' }], true]);
  await worker.stop();
  expect(worker.isUp()).toBe(false);
});
