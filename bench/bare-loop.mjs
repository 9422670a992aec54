// What all the care costs: a sync against a bare loop over the official SDK, which checks, journals and repeats nothing.
//   npm run build && node bench/bare-loop.mjs [rows, 10000 by default]
// Each side is measured warm, in a process of its own, on empty tables.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { prepareBareSync } from './bare-sync.mjs';
import { compareSides } from './compare-sides.mjs';
import { prepareOwnSync } from './own-sync.mjs';
import { rosterOf, settingsFrom, startSandbox } from './programs.mjs';
import { prepareRowByRowSync } from './row-by-row-sync.mjs';
import { delayCalls, emptyTables } from './stand-in.mjs';

const [argument = '10000', side, callMs] = process.argv.slice(2);
const rows = Number(argument);

/** So often a service that has been up for a while has done this before; more rows would make tables seem nearly full. */
const warmUps = 5;
const warmUpRows = 1_000;

/**
 * @param {string} chosen @param {import('./programs.mjs').Settings} env @param {string} dataDir
 * @returns {Promise<(bytes: Uint8Array) => Promise<unknown>>}
 */
async function prepare(chosen, env, dataDir) {
  if (chosen === 'bare') return prepareBareSync(env);
  if (chosen === 'row_by_row') return prepareRowByRowSync(env);
  return (await prepareOwnSync(env, dataDir)).sync;
}

/** Runs one side in this process and prints what it took. @param {string} chosen */
async function measure(chosen) {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
  const sandbox = await startSandbox();
  const env = settingsFrom(sandbox);
  try {
    const run = await prepare(chosen, env, dataDir);
    for (let round = 0; round < (chosen === 'row_by_row' ? 0 : warmUps); round += 1) {
      await run(new TextEncoder().encode(rosterOf(warmUpRows, `a${round}`)));
      await emptyTables(env);
    }
    await delayCalls(env, Number(callMs));
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

if (side !== undefined) {
  await measure(side);
  process.exit();
}
for (const ms of [100, 20, 0]) {
  const { ours, bare } = compareSides(rows, ms);
  /** @param {'ms' | 'cpuMs'} name */
  const compared = (name) =>
    `${Math.round(ours[name])} ms against ${Math.round(bare[name])} ms, ${(ours[name] / bare[name]).toFixed(2)} times`;
  console.log(`${rows} rows, ${ms} ms a call: time ${compared('ms')}; CPU ${compared('cpuMs')}`);
}
