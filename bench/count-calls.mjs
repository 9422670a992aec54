// How many calls a sync makes, beside the fewest that the documents let it make.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareOwnSync } from './own-sync.mjs';
import { rosterOf, settingsFrom, startSandbox } from './programs.mjs';
import { addStrangers } from './stand-in.mjs';

/** The grouping of ids into filters, with the type of its source: 50 conditions and 2,000 characters each. */
const { groupForFilters } = /** @type {typeof import('../src/feishu/tables/id-filter.ts')} */ (
  await import(new URL('../dist/feishu/tables/id-filter.js', import.meta.url).href)
);

/** @typedef {'all new' | 'half known' | 'unchanged'} Kind */
/** @typedef {{ rows: number, strangers: number, kind: Kind, calls: number, fewest: number, parts: Record<string, number> }} Cell */

/** @type {readonly Kind[]} */
export const kinds = ['all new', 'half known', 'unchanged'];

/** Base, names of tables, fields of both; the token is at hand in a service that is up. */
const metadata = 4;
const rowsPerPage = 500;
const rowsPerWrite = 1_000;
const conditions = 50;

/**
 * @param {number} rows of the roster @param {number} strangers learners of whom it says nothing @param {Kind} kind
 * @returns {Promise<Cell>}
 */
export async function countCalls(rows, strangers, kind) {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
  const sandbox = await startSandbox();
  const env = settingsFrom(sandbox);
  try {
    await addStrangers(env, strangers);
    const own = await prepareOwnSync(env, dataDir);
    const roster = rosterOf(rows);
    // A Base that the service has worked in before, as it is after the first day.
    const before = await own.sync(Buffer.from(rosterOf(1, 'be')));
    const known = { all: rows, half: Math.ceil(rows / 2), none: 0 }[knownOf(kind)];
    const earlier = known === 0 ? null : await own.sync(Buffer.from(firstRows(roster, known)));
    const { summary } = await own.sync(Buffer.from(roster));
    await own.close();
    if (summary === null) throw new Error('no summary');
    const held = { learners: strangers, enrollments: strangers };
    for (const ended of [before, earlier]) {
      held.learners += ended?.summary?.learnersCreated ?? 0;
      held.enrollments += ended?.summary?.enrollmentsCreated ?? 0;
    }
    const filters = groupForFilters(idsOf(roster), conditions).length;
    const parts = {
      metadata,
      learners: Math.min(filters, pagesOf(held.learners)),
      enrollments: Math.min(filters, pagesOf(held.enrollments)),
      writes:
        Math.ceil(summary.learnersCreated / rowsPerWrite) +
        Math.ceil(summary.learnersUpdated / rowsPerWrite) +
        Math.ceil(summary.enrollmentsCreated / rowsPerWrite),
    };
    const fewest = Object.values(parts).reduce((sum, part) => sum + part, 0);
    return { rows, strangers, kind, calls: summary.baseCalls, fewest, parts };
  } finally {
    sandbox.child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @param {Kind} kind @returns {'all' | 'half' | 'none'} how much of the roster has been written before */
function knownOf(kind) {
  if (kind === 'unchanged') return 'all';
  return kind === 'half known' ? 'half' : 'none';
}

/** @param {string} roster @param {number} count of rows */
const firstRows = (roster, count) =>
  roster
    .split('\r\n')
    .slice(0, count + 1)
    .join('\r\n');

/** @param {string} roster @returns {Set<string>} */
const idsOf = (roster) =>
  new Set(
    roster
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',', 1)[0] ?? ''),
  );

/** @param {number} rows */
const pagesOf = (rows) => Math.max(1, Math.ceil(rows / rowsPerPage));
