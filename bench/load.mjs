// A crowd at its worst: a minute of 200 chat events a second, most of them duplicates, 50 uploads at once and a roster of
// 50,000 rows meanwhile. Prints how events were answered, and whether anything was lost or written twice:
//   npm run build && node bench/load.mjs [seconds, 60 by default] [--rate events per second, 200 by default]
// The same with two instances that take turns at answering, on an empty database of a PostgreSQL server:
//   DATABASE_URL=postgres://… node bench/load.mjs --instances 2
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { peakMemory, processorSeconds, spread, watchLatency } from './measure.mjs';
import { rosterOf, settingsFrom, startSandbox, startService } from './programs.mjs';
import { keys, signedEvent } from './signed-event.mjs';

const { values: flags, positionals } = parseArgs({
  options: { instances: { type: 'string', default: '1' }, rate: { type: 'string', default: '200' } },
  allowPositionals: true,
});
const seconds = Number(positionals[0] ?? 60);
const instances = Number(flags.instances);
const { DATABASE_URL } = process.env;
if (instances > 1 && DATABASE_URL === undefined) throw new Error('Several instances need a DATABASE_URL.');
const eventsPerSecond = Number(flags.rate);
/** Of the events of a second; the others repeat one of the last ten seconds. */
const newPerSecond = { texts: Math.ceil(eventsPerSecond / 4) - 1, files: 1 };
const uploadsAtOnce = 50;
const largeRows = 50_000;
const commands = ['/help', '/status', '/history', '你好'];

const header = '用户ID,昵称,手机号,课程,学习日期';
/** @param {string} id */
const rowOf = (id) => `u_9${id}_ABCDEFGHIJ,学员${id},,入门,2026-05-01`;
const common = Array.from({ length: 10 }, (_, n) => rowOf(`c${String(n).padStart(11, '0')}`));

/** Ten learners that stand in every small roster, ten of its own. @param {number} number */
function smallRoster(number) {
  const own = Array.from({ length: 10 }, (_, n) => rowOf(`${String(number).padStart(8, '0')}x${n}00`));
  return [header, ...common, ...own].join('\n');
}

const smallRosters = seconds * newPerSecond.files + uploadsAtOnce;
const expected = {
  syncs: smallRosters + 1,
  learners: Math.ceil(largeRows * 0.8) + 10 + smallRosters * 10,
};

const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
const sandbox = await startSandbox();
const watchLoop = ['--import', fileURLToPath(new URL('watch-loop.mjs', import.meta.url))];
/** @type {import('./programs.mjs').Settings} */
const settings = {
  ...{ ...settingsFrom(sandbox), ...keys, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
  ...(DATABASE_URL === undefined ? {} : { DATABASE_URL }),
};
/** @param {number} place */
async function startInstance(place) {
  const loopReport = join(dataDir, `loop-${place}.json`);
  return { loopReport, ...(await startService({ ...settings, LOOP_REPORT: loopReport }, watchLoop)) };
}
const services = await Promise.all(Array.from({ length: instances }, (_, place) => startInstance(place)));
const [{ url: anyUrl } = { url: '' }] = services;

let asked = 0;
/** Each in turn, as a proxy in front of them does. */
function nextUrl() {
  asked += 1;
  return services[asked % services.length]?.url ?? '';
}

/** @typedef {import('../src/sandbox/control/readable-chat.ts').ReadableChat} Chat */
/** @typedef {import('../src/sandbox/control/readable-tables.ts').ReadableTable} Table */
/** @typedef {{ calls: { path: string, code: number, logId: string }[] }} Calls */
/** @typedef {{ chat_id: string, message_id: string, message_type: string, content: string }} Message */
/** @typedef {{ eventId: string, message: Message }} Delivery */

/**
 * Asks the stand-in's control API.
 * @param {string} path @param {object} [body]
 * @returns {Promise<unknown>} as `path` has it
 */
async function control(path, body) {
  const response = await fetch(`${settings.FEISHU_DOMAIN}/sandbox/api/${path}`, {
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return response.json();
}

const readChat = async () => /** @type {Chat} */ (await control('chat'));

const { users, chats } = await readChat();
const openId = users[0]?.openId ?? '';
const chatId = chats.find(({ memberIds }) => memberIds.includes(openId))?.chatId ?? '';

/** Messages that stand in the chat; their events are sent by this bench, so that it can tell how they are answered. */
async function writeMessages() {
  const messages = [];
  for (let second = 0; second < seconds; second += 1) {
    for (let n = 0; n < newPerSecond.texts; n += 1)
      messages.push(await writeText(commands[n % commands.length] ?? ''));
    messages.push(await writeFile(`名单${second}.csv`, smallRoster(second)));
  }
  return messages;
}

/** @param {string} text */
async function writeText(text) {
  return eventOf(await write({ text }), 'text', { text });
}

/** @param {string} name @param {string} content */
async function writeFile(name, content) {
  const messageId = await write({ file: { name, base64: Buffer.from(content).toString('base64') } });
  const written = (await readChat()).messages.at(-1)?.content;
  if (written?.kind !== 'file') throw new Error('the file is not in the chat');
  return eventOf(messageId, 'file', { file_key: written.fileKey, file_name: name });
}

/** @param {object} content @returns {Promise<string>} the id of the message */
async function write(content) {
  const answer = await control('chat/messages', { chatId, openId, ...content });
  return /** @type {{ messageId: string }} */ (answer).messageId;
}

/** @param {string} messageId @param {string} type @param {object} content @returns {Delivery} */
function eventOf(messageId, type, content) {
  const message = { message_id: messageId, message_type: type, content: JSON.stringify(content) };
  return { eventId: randomUUID(), message: { chat_id: chatId, ...message } };
}

/** @typedef {Map<number | 'none', number>} Statuses how often each HTTP status was answered */

/** @type {{ sent: number, taken: number[], statuses: Statuses }} */
const events = { sent: 0, taken: [], statuses: new Map() };

/** Feishu has a few gateways that keep their connections. */
const agent = new Agent({ keepAlive: true, maxSockets: 50 });

/** @param {ReturnType<typeof signedEvent>} event @returns {Promise<number | 'none'>} */
function postEvent({ body, ...options }) {
  return new Promise((resolve) => {
    const sent = request(`${nextUrl()}/feishu/events`, { agent, ...options }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 'none'));
    });
    sent.once('error', () => resolve('none')).end(body);
  });
}

/**
 * As Feishu: what is not answered with 200 is delivered again 15 seconds later.
 * @param {Message} message @param {string} eventId @returns {Promise<void>}
 */
async function deliver(message, eventId, triesLeft = 3) {
  events.sent += 1;
  const before = performance.now();
  const status = await postEvent(signedEvent(message, { eventId, openId }));
  events.taken.push(performance.now() - before);
  events.statuses.set(status, (events.statuses.get(status) ?? 0) + 1);
  if (status === 200 || triesLeft === 0) return;
  await sleep(15_000);
  await deliver(message, eventId, triesLeft - 1);
}

/** The events of the minute, evenly; duplicates have the id of the first delivery or, as from Feishu at times, a new one. @param {Delivery[]} messages */
async function deliverAll(messages) {
  const newOnes = newPerSecond.texts + newPerSecond.files;
  const begin = performance.now();
  const answered = [];
  for (let n = 0; n < seconds * eventsPerSecond; n += 1) {
    await sleep(Math.max(0, begin + (n * 1000) / eventsPerSecond - performance.now()));
    const known = Math.floor((n * newOnes) / eventsPerSecond);
    const isNew = n === 0 || known > Math.floor(((n - 1) * newOnes) / eventsPerSecond);
    const back = isNew ? 0 : Math.floor(Math.random() * Math.min(known + 1, newOnes * 10));
    const chosen = messages[known - back];
    if (chosen === undefined) throw new RangeError(`no message ${known - back}`);
    const { message, eventId } = chosen;
    answered.push(deliver(message, isNew || n % 2 === 0 ? eventId : randomUUID()));
  }
  await Promise.all(answered);
}

/** @type {{ taken: number[], statuses: Statuses }} */
const uploads = { taken: [], statuses: new Map() };

/** @param {string} name @param {string} content */
async function upload(name, content) {
  const form = new FormData();
  form.set('file', new Blob([content]), name);
  const before = performance.now();
  let answer = null;
  // Not even connected: a browser would still be waiting.
  while (answer === null)
    answer = await fetch(`${nextUrl()}/api/syncs`, { method: 'POST', body: form }).catch(() => null);
  await answer.text();
  uploads.taken.push(performance.now() - before);
  uploads.statuses.set(answer.status, (uploads.statuses.get(answer.status) ?? 0) + 1);
}

async function uploadAll() {
  await sleep(2_000);
  await upload('large.csv', rosterOf(largeRows));
  await sleep(1_000);
  const numbers = Array.from({ length: uploadsAtOnce }, (_, n) => seconds * newPerSecond.files + n);
  await Promise.all(numbers.map((number) => upload(`上传${number}.csv`, smallRoster(number))));
}

/** Syncs by status, from the metrics. @returns {Promise<Record<string, number>>} */
async function countSyncs() {
  const metrics = await (await fetch(`${anyUrl}/metrics`)).text();
  const ended = [...metrics.matchAll(/^nvc_syncs_total\{source="\w+",result="(\w+)"\} (\d+)$/gm)];
  const now = [...metrics.matchAll(/^nvc_(queue_length|running_syncs) (\d+)$/gm)];
  /** @type {Record<string, number>} */
  const counts = {};
  for (const [, name = '', count] of [...ended, ...now]) {
    const status = { queue_length: 'queued', running_syncs: 'running' }[name] ?? name;
    counts[status] = (counts[status] ?? 0) + Number(count);
  }
  return counts;
}

async function untilQueueIsEmpty() {
  for (;;) {
    const { queued = 0, running = 0 } = await countSyncs();
    if (queued + running === 0) return;
    await sleep(500);
  }
}

/** Answers that Feishu took, by message. The call log forgets, so it is read again and again. @type {Map<string, Set<string>>} */
const answers = new Map();

async function readAnswers() {
  for (const { path, code, logId } of /** @type {Calls} */ (await control('calls')).calls) {
    const messageId = /\/messages\/(\w+)\/reply$/.exec(path)?.[1];
    if (messageId === undefined || code !== 0) continue;
    answers.set(messageId, (answers.get(messageId) ?? new Set()).add(logId));
  }
}

/** How often each message was answered, once the last card has been sent. @param {Delivery[]} messages */
async function countAnswers(messages) {
  await sleep(3_000);
  await readAnswers();
  const times = messages.map(({ message }) => answers.get(message.message_id)?.size ?? 0);
  return {
    once: times.filter((count) => count === 1).length,
    never: times.filter((count) => count === 0).length,
    more: times.filter((count) => count > 1).length,
  };
}

/** @param {string} table */
async function countRecords(table) {
  /** @type {string[]} */
  const ids = [];
  for (let total = 1; ids.length < total; ) {
    const query = `offset=${ids.length}&limit=1000`;
    const page = /** @type {Table} */ (await control(`tables/${encodeURIComponent(table)}?${query}`));
    total = page.total;
    ids.push(
      ...page.records.map(({ cells }) => `${cells.用户ID} ${cells.课程 ?? ''} ${cells.学习日期 ?? ''}`),
    );
  }
  return { records: ids.length, different: new Set(ids).size };
}

const processes = [
  ...services.map(({ child }, place) => ({ name: `instance ${place + 1}`, pid: child.pid })),
  { name: 'stand-in Feishu', pid: sandbox.child.pid },
  { name: 'this bench', pid: process.pid },
];
const processorTimes = () => Promise.all(processes.map(({ pid }) => processorSeconds(pid)));

/** @param {Statuses} counts */
const shown = (counts) => [...counts].map(([status, count]) => `${count} × ${status}`).join(', ');
/** @param {ReturnType<typeof spread>} figures */
const spoken = ({ p50, p99, longest }) => `p50 ${p50}, p99 ${p99}, longest ${longest}`;

try {
  const messages = await writeMessages();
  await sleep(1_000);
  for (const { child } of services) child.kill('SIGUSR2');
  const worked = await processorTimes();
  const begin = performance.now();
  let over = false;
  const latencies = services.map(({ url }) => watchLatency(url, () => over));
  const reading = setInterval(() => void readAnswers(), 10_000);
  await Promise.all([deliverAll(messages), uploadAll()]);
  over = true;
  clearInterval(reading);
  const health = spread((await Promise.all(latencies)).flat());
  const minute = (performance.now() - begin) / 1000;
  const workedThen = await processorTimes();
  await untilQueueIsEmpty();
  const all = (performance.now() - begin) / 1000;
  const answered = await countAnswers(messages);
  const syncs = await countSyncs();
  const learners = await countRecords('学员总表');
  const enrollments = await countRecords('学习记录表');
  const reports = services.map(async ({ loopReport }) => JSON.parse(await readFile(loopReport, 'utf8')));
  const loops = await Promise.all(reports);
  /** @param {'worked' | 'blocked'} what */
  const longest = (what) => Math.max(...loops.map((loop) => loop[what])).toFixed(1);
  const peaks = await Promise.all(services.map(({ child }) => peakMemory(child.pid)));
  const table = {
    events: `${events.sent} sent in ${minute.toFixed(1)} s, answered ${shown(events.statuses)}`,
    'answered in': spoken(spread(events.taken)),
    uploads: `${uploads.taken.length} sent, answered ${shown(uploads.statuses)}; ${spoken(spread(uploads.taken))}`,
    syncs: `${JSON.stringify(syncs)}, expected ${expected.syncs}`,
    'chat messages': `${messages.length}, answered once ${answered.once}, never ${answered.never}, more often ${answered.more}`,
    learners: `${learners.records} records, ${learners.different} different, expected ${expected.learners}`,
    enrollments: `${enrollments.records} records, ${enrollments.different} different`,
    '/healthz meanwhile': spoken(health),
    'event loop': `longest turn ${longest('worked')} ms of work, ${longest('blocked')} ms with waiting for a processor`,
    'processor time': processes
      .map(({ name }, n) => `${name} ${((workedThen[n] ?? 0) - (worked[n] ?? 0)).toFixed(1)} s`)
      .join(', '),
    'peak memory': `${peaks.join(' and ')} MB`,
    'all done after': `${all.toFixed(1)} s`,
  };
  for (const [name, value] of Object.entries(table)) console.log(`${name.padEnd(20)} ${value}`);
} finally {
  for (const { child } of services) child.kill('SIGKILL');
  sandbox.child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
}
