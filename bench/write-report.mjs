import { cpus, totalmem } from 'node:os';

/** @typedef {import('./count-calls.mjs').Cell} Cell */
/** @typedef {import('./run.mjs').Compared} Compared */
/**
 * @typedef {object} Measured
 * @property {Cell[]} calls
 * @property {Compared[]} times
 * @property {import('./grow.mjs').Growth[]} growth
 * @property {Awaited<ReturnType<typeof import('./read-alone.mjs').readAlone>>} reading
 * @property {import('./events-during-sync.mjs').Answered} events
 * @property {import('./count-undo.mjs').UndoCost[]} undos
 */

/** What is promised: see each section. */
const aims = { time: { small: 1.6, large: 1.2, largeFrom: 10_000 }, cpu: 2, peakMb: 300, startMs: 2_000 };

/** @param {Measured} measured @returns {string} Markdown */
export function writeReport({ calls, times, growth, reading, events, undos }) {
  return [
    '# Performance',
    '',
    'Written by `npm run bench`; nothing here is typed by hand. The ratios are what is promised: absolute figures are those of one machine, against a stand-in of Feishu on the same machine.',
    '',
    `Machine: ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.version}, ${process.platform}; ${new Date().toISOString().slice(0, 10)}.`,
    '',
    ...callSection(calls),
    ...timeSection(times),
    ...growthSection(growth),
    ...otherSection(reading, events, undos),
    '',
  ].join('\n');
}

/** @param {readonly string[]} titles @param {readonly (readonly (string | number)[])[]} rows */
function table(titles, rows) {
  const line = (/** @type {readonly (string | number)[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line), ''];
}

/** @param {number} value */
const count = (value) => value.toLocaleString('en');
/** @param {number} value */
const seconds = (value) => `${(value / 1_000).toFixed(2)} s`;
/** @param {number} value @param {number} aim */
const ratio = (value, aim) => `${value.toFixed(2)}${value > aim ? ' (!)' : ''}`;

/** @param {readonly Cell[]} calls */
function callSection(calls) {
  const above = calls.filter((cell) => cell.calls > cell.fewest);
  return [
    '## Calls',
    '',
    'Calls of a sync in a service that is up and has worked in this Base before, beside the fewest that the documents allow: Base, table names and the fields of both tables; for each table as many pages of 500 as it has, or as many filters as its ids need, whichever is less; and writes of 1,000. “Learners” are those of whom the roster says nothing; a fifth of the roster is about people it names twice.',
    '',
    ...table(
      ['rows', 'learners', 'roster', 'calls', 'fewest', 'of these: metadata, learners, enrollments, writes'],
      calls.map(({ rows, strangers, kind, calls: made, fewest, parts }) => [
        ...[count(rows), count(strangers), kind],
        ...[made > fewest ? `${made} (!)` : made, fewest, Object.values(parts).join(' + ')],
      ]),
    ),
    ...(above.length === 0
      ? []
      : [
          `${above.length} of ${calls.length} cells are above the fewest, by at most ${Math.max(...above.map((cell) => cell.calls - cell.fewest))} calls. What is not counted among the fewest: one look that tells whether filters find what they must, where nothing that was found proves it; the first page of a table that has grown since it was read last, before filters turn out to be cheaper; one look at the courses that Base has, where nobody has seen the course of the file; the rows of both tables, counted when one comes near to its limit; and a page that was asked for ahead, and was older than two seconds by the time it was wanted.`,
          '',
        ]),
  ];
}

/** @param {readonly Compared[]} times */
function timeSection(times) {
  const above = times.filter((cell) => isAbove(cell));
  return [
    '## Time and processor, beside a bare loop',
    '',
    'The bare loop (`bench/bare-sync.mjs`) does the same over the official SDK and checks, journals and repeats nothing. Row by row (`bench/row-by-row-sync.mjs`) is estimated from 40 rows. Each runs warm, in a process of its own, on empty tables; of three runs in turn the one in the middle counts. Promised where a call takes 100 ms: at most 1.2 times its time from 10,000 rows on, 1.6 times at 1,000; where it takes none, at most 2 times its processor time.',
    '',
    ...table(
      [
        'rows',
        'a call',
        'this service',
        'bare loop',
        'ratio',
        'row by row',
        'processor',
        'bare loop',
        'ratio',
      ],
      times.map(({ rows, callMs, ours, bare, rowByRowMs }) => [
        ...[count(rows), `${callMs} ms`, seconds(ours.ms), seconds(bare.ms)],
        ratio(ours.ms / bare.ms, callMs === 100 ? timeAim(rows) : Number.POSITIVE_INFINITY),
        ...[seconds(rowByRowMs), seconds(ours.cpuMs), seconds(bare.cpuMs)],
        ratio(ours.cpuMs / bare.cpuMs, callMs === 0 ? aims.cpu : Number.POSITIVE_INFINITY),
      ]),
    ),
    ...(above.length === 0
      ? []
      : [
          'Where a ratio is above its aim, marked (!): before each call its rows are brought to disk, which is what keeps a row from being written twice, and a disk takes some milliseconds for that; their record ids follow while the next call is on its way. A quarter of the processor time is the database’s, a tenth are the keyed hashes by which the next roster is compared with this one. The rest is reading values the way people mean them, comparing them with what Base holds, and a report with a line for every row; the bare loop parses the file and forgets it. It does not read the enrollments that are there either: a round trip, which small tables have behind them when the file has been read, as what the tables are like is asked meanwhile. At 50,000 rows two calls count the records, since the tables come near to their limit.',
          '',
        ]),
  ];
}

/** @param {number} rows */
const timeAim = (rows) => (rows >= aims.time.largeFrom ? aims.time.large : aims.time.small);

/** @param {Compared} cell */
function isAbove({ rows, callMs, ours, bare }) {
  if (callMs === 100) return ours.ms / bare.ms > timeAim(rows);
  return callMs === 0 && ours.cpuMs / bare.cpuMs > aims.cpu;
}

/** @param {Measured['growth']} growth */
function growthSection(growth) {
  return [
    '## How time and memory grow',
    '',
    `A service process that is new, on empty tables, calls that take no time. Promised: at most ${aims.peakMb} MB at 50,000 rows, and \`/healthz\` within ${aims.startMs / 1_000} s of the start.`,
    '',
    '![Time and memory by rows](performance.svg)',
    '',
    ...table(
      ['rows', 'start to /healthz', 'sync', 'peak memory', '/healthz meanwhile: p99, longest'],
      growth.map(({ rows, startMs, seconds: taken, peakMb, healthz }) => [
        ...[count(rows), `${Math.round(startMs)} ms${startMs > aims.startMs ? ' (!)' : ''}`],
        ...[`${taken.toFixed(1)} s`, `${peakMb} MB${peakMb > aims.peakMb ? ' (!)' : ''}`],
        `${healthz.p99}, ${healthz.longest}`,
      ]),
    ),
    ...(growth.some(({ peakMb }) => peakMb > aims.peakMb)
      ? [
          'Where memory is above its aim: the thread that syncs keeps the rows of the file, what Base holds of them and what will be said about each until the end, and its collector is left some room, since without any it takes twice as long.',
          '',
        ]
      : []),
  ];
}

/** @param {Measured['reading']} reading @param {Measured['events']} events @param {Measured['undos']} undos */
function otherSection(reading, events, undos) {
  return [
    '## Reading, answering, undoing',
    '',
    `Reading ${count(reading.rows)} rows takes ${Math.round(reading.oursMs)} ms of processor time; csv-parse alone takes ${Math.round(reading.csvParseMs)} ms to take the same bytes apart.`,
    '',
    `${events.events} events came in while a roster of ${count(events.rows)} rows was synced, ${events.refused} were not answered with 200. Answered within ${events.answered.p50} (p50), ${events.answered.p99} (p99), ${events.answered.longest} (longest). Promised: p99 below 300 ms.`,
    '',
    'Undo, promised: at most 25 + ⌈R/100⌉ + ⌈R/500⌉ calls for R records.',
    '',
    ...table(
      ['records', 'calls', 'at most', 'time'],
      undos.map(({ records, calls, atMost, seconds: taken }) => [
        ...[count(records), calls > atMost ? `${calls} (!)` : calls, atMost, `${taken.toFixed(1)} s`],
      ]),
    ),
  ];
}
