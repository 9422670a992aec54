// Reading a roster, beside csv-parse taking the same bytes apart.
import { parse } from 'csv-parse/sync';
import { rosterOf } from './programs.mjs';

/** The compiled reader, with the types of its source. */
const { readRoster } = /** @type {typeof import('../src/roster/read/read-roster.ts')} */ (
  await import(new URL('../dist/roster/read/read-roster.js', import.meta.url).href)
);

const options = {
  today: '2026-11-24',
  extraAliases: {},
  learnerFields: ['城市', '来源渠道', '备注'],
  enrollmentFields: [],
  sheets: null,
  fill: { course: null, day: null },
};
const rounds = 5;

/** @param {number} rows @returns {Promise<{ rows: number, oursMs: number, csvParseMs: number }>} medians of CPU, warm */
export async function readAlone(rows) {
  const bytes = Buffer.from(rosterOf(rows));
  const csvParseMs = await medianCpu(async () => void parse(bytes, { columns: true, bom: true }));
  const oursMs = await medianCpu(() => readRoster(bytes, options));
  return { rows, oursMs, csvParseMs };
}

/** @param {() => Promise<unknown>} run */
async function medianCpu(run) {
  const taken = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}
