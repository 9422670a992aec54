// Loaded into a service with `node --import`: writes down how long its event loop was blocked since the last SIGUSR2, into
// the file that LOOP_REPORT names. Threads have loops of their own, which nobody waits for.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const resolution = 5;

if (isMainThread && process.env.LOOP_REPORT) {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  process.on('SIGUSR2', () => delay.reset());
  // What it measures is the time between two looks, the pause between them included.
  const blocked = (ns) => Math.max(0, ns / 1e6 - resolution);
  const report = () => ({ p99: blocked(delay.percentile(99)), longest: blocked(delay.max) });
  setInterval(() => writeFileSync(process.env.LOOP_REPORT, JSON.stringify(report())), 500).unref();
}
