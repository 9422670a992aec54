// What it takes to take a sync back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareOwnSync } from './own-sync.mjs';
import { rosterOf, settingsFrom, startSandbox } from './programs.mjs';

/** @typedef {{ records: number, calls: number, atMost: number, seconds: number }} UndoCost */

/** What is younger an undo looks at twice: not every server of Feishu may know it yet. */
const untilSettledMs = 62_000;

/** @param {readonly number[]} sizes rows of the rosters @returns {Promise<UndoCost[]>} */
export async function measureUndo(sizes) {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
  const sandbox = await startSandbox();
  try {
    const own = await prepareOwnSync(settingsFrom(sandbox), dataDir);
    const written = [];
    for (const [index, rows] of sizes.entries())
      written.push(await own.sync(Buffer.from(rosterOf(rows, `c${index}`))));
    await sleep(untilSettledMs);
    const costs = [];
    for (const sync of written) costs.push(await undoOf(own, sync));
    await own.close();
    return costs;
  } finally {
    sandbox.child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * @param {import('./own-sync.mjs').OwnSync} own @param {import('../src/sync/sync-record.ts').SyncRecord} sync
 * @returns {Promise<UndoCost>}
 */
async function undoOf(own, sync) {
  const begin = performance.now();
  const { summary } = await own.undo(sync);
  const seconds = (performance.now() - begin) / 1000;
  const records = (sync.summary?.learnersCreated ?? 0) + (sync.summary?.enrollmentsCreated ?? 0);
  const atMost = 25 + Math.ceil(records / 100) + Math.ceil(records / 500);
  return { records, calls: summary?.baseCalls ?? 0, atMost, seconds };
}
