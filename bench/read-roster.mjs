// Reads a roster of many rows and prints what reading alone takes:
//   npm run build && node --expose-gc bench/read-roster.mjs [rows, 50000 by default]
import { rosterOf } from './programs.mjs';
import { xlsxOf } from './xlsx-of.mjs';

/** The compiled reader, with the types of its source. */
const { readRoster } = /** @type {typeof import('../src/roster/read/read-roster.ts')} */ (
  await import(new URL('../dist/roster/read/read-roster.js', import.meta.url).href)
);

const rows = Number(process.argv[2] ?? 50_000);
const options = {
  today: '2026-11-24',
  extraAliases: {},
  learnerFields: ['城市', '来源渠道', '备注'],
  enrollmentFields: [],
  sheets: null,
  fill: { course: null, day: null },
};

/** @param {string} name @param {Uint8Array} bytes */
async function measure(name, bytes) {
  const seconds = [];
  let growth = 0;
  for (let round = 0; round < 7; round += 1) {
    globalThis.gc?.();
    const before = process.memoryUsage();
    let peak = before.heapUsed + before.external;
    const watch = setInterval(() => {
      const { heapUsed, external } = process.memoryUsage();
      peak = Math.max(peak, heapUsed + external);
    }, 5);
    const start = process.cpuUsage();
    const reading = await readRoster(bytes, options);
    seconds.push(process.cpuUsage(start).user / 1e6);
    clearInterval(watch);
    globalThis.gc?.();
    const kept = process.memoryUsage().heapUsed - before.heapUsed;
    growth = kept / 2 ** 20;
    if (reading.kind !== 'read') throw new Error(`${name}: ${reading.kind}`);
    if (reading.roster.rows.length !== rows) throw new Error(`${name}: ${reading.roster.rows.length} rows`);
    console.log(`  peak above start ${((peak - before.heapUsed - before.external) / 2 ** 20).toFixed(0)} MB`);
  }
  const [best = 0, , , median = 0] = seconds.toSorted((a, b) => a - b);
  console.log(
    `${name}: ${median.toFixed(2)} s of processor time (best ${best.toFixed(2)}), the rows keep ${growth.toFixed(0)} MB, process peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  );
}

const csv = rosterOf(rows);
if (process.argv[3] !== 'xlsx') await measure('csv', Buffer.from(csv));
if (process.argv[3] !== 'csv') await measure('xlsx', xlsxOf(csv));
