import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startWorker, type WorkerThreadData } from '../../src/app/start-worker.ts';
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
  return { worker: startWorker(nothing, log, pathToFileURL(path)), logged };
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
