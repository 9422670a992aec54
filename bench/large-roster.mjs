// Syncs a large roster through a real service process against the stand-in Feishu and prints what it took:
//   npm run build && node bench/large-roster.mjs [rows, 50000 by default]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { peakMemory, spread, watchLatency } from './measure.mjs';
import { rosterOf, settingsFrom, startSandbox, startService } from './programs.mjs';
import { isUnderWay, readSync, uploadRoster } from './service-api.mjs';

const rows = Number(process.argv[2] ?? 50_000);

const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
const sandbox = await startSandbox();
const startedAt = performance.now();
const service = await startService({ ...settingsFrom(sandbox), DATA_DIR: dataDir });
const { url } = service;
await fetch(`${url}/healthz`);
console.log(`start to /healthz: ${Math.round(performance.now() - startedAt)} ms`);

try {
  for (const round of ['first upload', 'same file again']) {
    const begin = performance.now();
    const id = await uploadRoster(url, 'large.csv', rosterOf(rows));
    let sync = await readSync(url, id);
    const latency = watchLatency(url, () => !isUnderWay(sync));
    while (isUnderWay(sync)) {
      await sleep(200);
      sync = await readSync(url, id);
    }
    const { longest, p99 } = spread(await latency);
    console.log(
      `${round}: ${sync.status}, ${((performance.now() - begin) / 1000).toFixed(1)} s, ${sync.summary.baseCalls} calls`,
    );
    console.log(
      `  created ${sync.summary.learnersCreated} learners, ${sync.summary.enrollmentsCreated} enrollments, skipped ${sync.summary.enrollmentsSkipped}`,
    );
    console.log(
      `  service process: peak ${await peakMemory(service.child.pid)} MB; /healthz meanwhile: p99 ${p99}, longest ${longest}`,
    );
  }
} finally {
  service.child.kill('SIGKILL');
  sandbox.child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
}
