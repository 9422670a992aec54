// Loaded into a service with `node --import`: writes down how long its event loop was blocked since the last SIGUSR2, into
// the file that LOOP_REPORT names. Threads have loops of their own, which nobody waits for.
import { readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const everyMs = 5;

/** Milliseconds for which the main thread has had a processor: https://docs.kernel.org/scheduler/sched-stats.html */
const worked = () => Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6;

/** @param {string} report the file to write into */
function watch(report) {
  let longest = { blocked: 0, worked: 0 };
  let last = { at: performance.now(), worked: worked() };
  process.on('SIGUSR2', () => {
    longest = { blocked: 0, worked: 0 };
  });
  setInterval(() => {
    const now = { at: performance.now(), worked: worked() };
    longest = {
      // On a busy machine most of this is waiting for a processor; what the service itself did is the other figure.
      blocked: Math.max(longest.blocked, now.at - last.at - everyMs),
      worked: Math.max(longest.worked, now.worked - last.worked),
    };
    last = now;
  }, everyMs).unref();
  setInterval(() => writeFileSync(report, JSON.stringify(longest)), 500).unref();
}

const { LOOP_REPORT: report } = process.env;
if (isMainThread && report) watch(report);
