// What all the care costs: a sync against a bare loop over the official SDK, which checks, journals and repeats nothing.
//   npm run build && node bench/bare-loop.mjs [rows, 10000 by default]
// Promised: at most 1.2 times its time where a call takes 100 ms, at most 2 times its CPU where calls take none.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { prepareBareSync } from './bare-sync.mjs';
import { prepareOwnSync } from './own-sync.mjs';
import { rosterOf, settingsFrom, startSandbox } from './programs.mjs';

const [argument = '10000', role, callMs] = process.argv.slice(2);
const rows = Number(argument);

/** Runs one side in this process, on empty tables, and prints what it took. */
async function measure() {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
  const sandbox = await startSandbox();
  const env = settingsFrom(sandbox);
  try {
    const run = role === 'bare' ? await prepareBareSync(env) : await prepareOwnSync(env, dataDir);
    const action = { kind: 'delay', ms: Number(callMs) };
    await fetch(`${env.FEISHU_DOMAIN}/sandbox/api/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path: '/open-apis/*', times: 100_000, action }),
    });
    const bytes = new TextEncoder().encode(rosterOf(rows));
    const before = { ms: performance.now(), cpu: process.cpuUsage() };
    await run(bytes);
    const { user, system } = process.cpuUsage(before.cpu);
    console.log(JSON.stringify({ ms: performance.now() - before.ms, cpuMs: (user + system) / 1000 }));
  } finally {
    sandbox.child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * @param {'bare' | 'ours'} side @param {number} ms a call
 * @returns {{ ms: number, cpuMs: number }} what it took
 */
function inOwnProcess(side, ms) {
  const args = [fileURLToPath(import.meta.url), String(rows), side, String(ms)];
  return JSON.parse(execFileSync(process.execPath, args).toString());
}

if (role !== undefined) await measure();
else {
  for (const ms of [100, 0]) {
    const bare = inOwnProcess('bare', ms);
    const ours = inOwnProcess('ours', ms);
    /** @param {'ms' | 'cpuMs'} name */
    const compared = (name) =>
      `${Math.round(ours[name])} ms against ${Math.round(bare[name])} ms, ${(ours[name] / bare[name]).toFixed(2)} times`;
    console.log(`${rows} rows, ${ms} ms a call: time ${compared('ms')}; CPU ${compared('cpuMs')}`);
  }
}
