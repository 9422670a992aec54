// What the benches measure from outside a process.
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Highest resident memory of a process so far, in MB. @param {number | undefined} pid */
export async function peakMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** Clock ticks of /proc in a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ticksPerSecond = 100;

/** Seconds for which a process has had a processor so far, however busy the machine is. @param {number | undefined} pid */
export async function processorSeconds(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name of the program, in brackets, may hold anything.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) / ticksPerSecond;
}

/**
 * Milliseconds that each answer of /healthz took while `done` is false.
 * @param {string} url of the service @param {() => boolean} done
 */
export async function watchLatency(url, done) {
  const taken = [];
  while (!done()) {
    const before = performance.now();
    // No answer is a slow answer too.
    await fetch(`${url}/healthz`).then(
      (answer) => answer.text(),
      () => null,
    );
    taken.push(performance.now() - before);
    await sleep(10);
  }
  return taken;
}

/** p50, p99 and the longest of some milliseconds, for people. @param {number[]} taken */
export function spread(taken) {
  const sorted = taken.toSorted((a, b) => a - b);
  /** @param {number} share 0 to 1 */
  const at = (share) =>
    `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)} ms`;
  return { p50: at(0.5), p99: at(0.99), longest: at(1) };
}
