// What a roster of many rows takes of a real service process.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { peakMemory, spread, watchLatency } from './measure.mjs';
import { rosterOf, settingsFrom, startSandbox, startService } from './programs.mjs';
import { isUnderWay, readSync, uploadRoster } from './service-api.mjs';

/** @typedef {{ rows: number, startMs: number, seconds: number, peakMb: number, healthz: ReturnType<typeof spread> }} Growth */

/** @param {number} rows @returns {Promise<Growth>} of a service that is new, with empty tables and calls that take no time */
export async function measureGrowth(rows) {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
  const sandbox = await startSandbox();
  const startedAt = performance.now();
  const service = await startService({ ...settingsFrom(sandbox), DATA_DIR: dataDir });
  try {
    await fetch(`${service.url}/healthz`);
    const startMs = performance.now() - startedAt;
    const begin = performance.now();
    const id = await uploadRoster(service.url, 'roster.csv', rosterOf(rows));
    let sync = await readSync(service.url, id);
    const latency = watchLatency(service.url, () => !isUnderWay(sync));
    while (isUnderWay(sync)) {
      await sleep(100);
      sync = await readSync(service.url, id);
    }
    const seconds = (performance.now() - begin) / 1000;
    if (sync.status !== 'succeeded') throw new Error(sync.status);
    const peakMb = await peakMemory(service.child.pid);
    return { rows, startMs, seconds, peakMb, healthz: spread(await latency) };
  } finally {
    service.child.kill('SIGKILL');
    sandbox.child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
}
