// All measurements in one run, printed and written to docs/performance.md and docs/performance.svg:
//   npm run bench             about 12 minutes on a quiet machine of two cores
//   npm run bench -- --quick  small rosters only, written nowhere
import { writeFile } from 'node:fs/promises';
import { compareSides, runSide } from './compare-sides.mjs';
import { countCalls, kinds } from './count-calls.mjs';
import { measureUndo } from './count-undo.mjs';
import { drawGrowth } from './draw-growth.mjs';
import { answerEvents } from './events-during-sync.mjs';
import { measureGrowth } from './grow.mjs';
import { readAlone } from './read-alone.mjs';
import { writeReport } from './write-report.mjs';

const quick = process.argv.includes('--quick');
const sizes = quick ? [100, 1_000] : [100, 1_000, 10_000, 50_000];
const strangers = quick ? [0, 5_000] : [0, 5_000, 20_000];
const compared = quick ? [1_000] : [1_000, 10_000, 50_000];
const callMs = [0, 20, 100];
const grown = quick ? [100, 1_000, 5_000] : [100, 1_000, 5_000, 10_000, 20_000, 50_000];
const largest = sizes.at(-1) ?? 0;
const undone = quick ? [100] : [1_000, 10_000];
/** Row by row nobody waits for the end: time is that of a few rows, times as many. */
const rowsOneByOne = 40;

/** @param {string} what */
const say = (what) => console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);

/**
 * @template Input, Output
 * @param {readonly Input[]} inputs @param {(input: Input) => Promise<Output>} measure
 */
async function oneByOne(inputs, measure) {
  const outputs = [];
  for (const input of inputs) outputs.push(await measure(input));
  return outputs;
}

/** @typedef {import('./compare-sides.mjs').Took} Took */
/** @typedef {{ rows: number, callMs: number, ours: Took, bare: Took, rowByRowMs: number }} Compared */

/** @param {number} rows @param {number} ms @param {number} msPerRow @returns {Compared} */
function compare(rows, ms, msPerRow) {
  say(`${rows} rows, ${ms} ms a call`);
  // In turn, so that a machine that becomes slower does so for both.
  const rounds = Array.from({ length: 3 }, () => compareSides(rows, ms));
  const ours = medianOf(rounds.map((round) => round.ours));
  const bare = medianOf(rounds.map((round) => round.bare));
  return { rows, callMs: ms, ours, bare, rowByRowMs: msPerRow * rows };
}

/** @param {Took[]} runs an odd number of them @returns {Took} */
function medianOf(runs) {
  /** @param {'ms' | 'cpuMs'} name */
  const middle = (name) =>
    runs.map((run) => run[name]).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0;
  return { ms: middle('ms'), cpuMs: middle('cpuMs') };
}

say('reading alone');
const reading = await readAlone(largest);
say('time and memory by rows');
const growth = await oneByOne(grown, measureGrowth);
const times = callMs.flatMap((ms) => {
  const msPerRow = runSide('row_by_row', rowsOneByOne, ms).ms / rowsOneByOne;
  return compared.map((rows) => compare(rows, ms, msPerRow));
});
say('events while a sync is under way');
const events = await answerEvents(largest);
say('undo');
const undos = await measureUndo(undone);
const cells = sizes.flatMap((rows) =>
  strangers.flatMap((others) => kinds.map((kind) => ({ rows, others, kind }))),
);
const calls = await oneByOne(cells, ({ rows, others, kind }) => {
  say(`calls: ${rows} rows, ${others} learners, ${kind}`);
  return countCalls(rows, others, kind);
});

const report = writeReport({ calls, times, growth, reading, events, undos });
console.log(report);
if (!quick) {
  await writeFile(new URL('../docs/performance.md', import.meta.url), report);
  await writeFile(new URL('../docs/performance.svg', import.meta.url), drawGrowth(growth));
}
