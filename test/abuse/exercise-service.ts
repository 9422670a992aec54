import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { chats } from '../../src/sandbox/state/people.ts';
import { type Harness, openHarness, runCli } from '../support/processes.ts';
import { control } from '../support/tables.ts';
import { canaries } from './canaries.ts';
import { ask, type CameOut, type Channel, nothingYet } from './outputs.ts';

const { nickname, city, phone, phoneAsId, userId, course, fileName, chatText, chatFileName } = canaries;
const { password, wrongPassword, encryptKey, verificationToken, feishuMessage } = canaries;

const header = '用户ID,昵称,手机号,城市,课程,学习日期';
const roster = [
  header,
  `${userId},${nickname},${phone},${city},${course},2026-05-01`,
  `${userId}2,${nickname},199****0001,${city},${course},2026-05-01`,
  `${userId}3,${nickname},1.99E+10,${city},${course},2026-05-01`,
  `${phoneAsId},${nickname},${phone},${city},${course},2026-13-01`,
].join('\n');

/** What came out of a service on a day on which everything is used and much goes wrong, and what it must keep to itself. */
export interface RoughDay {
  cameOut: CameOut;
  /** Secrets that the day has brought forth. */
  secrets: { tenantToken: string; appSecret: string; session: string };
  openId: string;
}

interface Day extends RoughDay {
  harness: Harness;
  folder: string;
  chatId: string;
}

export async function spendRoughDay(): Promise<RoughDay> {
  const day = await dawn();
  try {
    await lookAround(day);
    await syncAmongFaults(day);
    await talkInChat(day);
    await forgeEvents(day);
    await abuseTheDoor(day);
    await crash(day);
    await useTheCommandLine(day);
    await day.harness.service.kill('SIGTERM');
    day.cameOut.log += day.harness.service.output();
  } finally {
    await day.harness.close();
    await rm(day.folder, { recursive: true, force: true });
  }
  return day;
}

async function dawn(): Promise<Day> {
  const port = await freePort();
  const eventKeys = ['--verification-token', verificationToken, '--encrypt-key', encryptKey];
  const harness = await openHarness(
    {
      ...{ PORT: String(port), LOG_LEVEL: 'trace', UPLOAD_PASSWORD: password, LEARNER_FIELDS: '城市' },
      ...{ FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: verificationToken },
      ALERT_CHAT: chats.find(({ kind }) => kind === 'group')?.id ?? '',
    },
    ['--empty', '--event-url', `http://127.0.0.1:${port}/feishu/events`, ...eventKeys],
  );
  const { id: chatId, members } = chats[0] ?? { id: '', members: [] };
  const openId = members[0]?.openId ?? '';
  const appSecret = harness.env.FEISHU_APP_SECRET ?? '';
  const secrets = { tenantToken: await tenantTokenOf(harness), appSecret, session: '' };
  const folder = await mkdtemp(join(tmpdir(), 'nvc-canary-'));
  return { harness, folder, cameOut: nothingYet(), openId, chatId, secrets };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The platform hands out the same one for a while, so it is the one that the service works with. */
async function tenantTokenOf({ sandbox, env }: Harness): Promise<string> {
  const answer = await fetch(`${sandbox.url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: env.FEISHU_APP_ID, app_secret: env.FEISHU_APP_SECRET }),
  });
  return z.object({ tenant_access_token: z.string() }).parse(await answer.json()).tenant_access_token;
}

const Chat = z.object({
  messages: z.array(
    z.object({
      messageId: z.string(),
      replyTo: z.string().nullable(),
      sender: z.object({ kind: z.string() }),
      content: z.unknown(),
    }),
  ),
});

async function chatOf({ sandbox }: Harness): Promise<z.infer<typeof Chat>> {
  return Chat.parse(await control(sandbox.url, 'GET', 'chat'));
}

const basic = { authorization: `Basic ${Buffer.from(`script:${password}`).toString('base64')}` };
const json = { ...basic, 'content-type': 'application/json' };

function visit({ harness, cameOut }: Day, path: string, channel: Channel, init: RequestInit = {}) {
  return ask(cameOut, `${harness.service.url}${path}`, channel, { headers: basic, ...init });
}

/** The pages, the login, what machines ask. */
async function lookAround(day: Day): Promise<void> {
  const form = (given: string) => ({
    method: 'POST',
    headers: {},
    body: new URLSearchParams({ password: given, next: `/upload?${canaries.next}` }),
  });
  await visit(day, '/login', 'pages', form(wrongPassword));
  const { headers } = await visit(day, '/login', 'pages', form(password));
  day.secrets.session = /nvc_session=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '';
  const cookie = {
    cookie: headers
      .getSetCookie()
      .map((set) => set.split(';')[0])
      .join('; '),
  };
  for (const path of ['/upload', '/upload/upload-page.js', '/login', '/'])
    await visit(day, path, 'pages', { headers: cookie });
  for (const path of ['/metrics', '/healthz', '/readyz']) await visit(day, path, 'metrics');
}

async function fault({ harness }: Day, path: string, action: object, more: object = {}): Promise<void> {
  await control(harness.sandbox.url, 'POST', 'faults', { path, action, ...more });
}

const refusal = (code: number) => ({
  kind: 'answer',
  code,
  msg: `${feishuMessage} ${nickname} ${phone} [${userId}]`,
});

/** Syncs in which Feishu refuses, quotes, breaks off, forgets the token, or answers something else. */
async function syncAmongFaults(day: Day): Promise<void> {
  await fault(day, '*/fields', { kind: 'answer', httpStatus: 502, body: `<html>${feishuMessage} ${phone}` });
  await fault(day, '*/search', { kind: 'drop' });
  await fault(day, '*/search', { kind: 'cut' }, { nth: 2 });
  await fault(day, '*/search', refusal(99991663), { nth: 3 });
  await fault(day, '*batch_create', refusal(1254291));
  await fault(day, '*batch_create', refusal(1254060), { nth: 2 });
  const id = await sync(day, roster);
  await visit(day, `/api/syncs/${id}/events`, 'stream');
  await visit(day, `/api/syncs/${id}/failures.csv`, 'failures file');
  await visit(day, `/api/syncs/${id}/rerun`, 'api', { method: 'POST', headers: json, body: '{}' });
  for (const code of [91403, 99991672, 1254302, 123456]) {
    await fault(day, '*/fields', refusal(code));
    await sync(day, roster.replace('05-01', '05-02'));
  }
  await visit(day, '/api/syncs?limit=100', 'api');
  // Without a header the first person is taken for one, and the refusal says what was found.
  await sync(day, roster.replace(`${header}\n`, ''), 'own file quoted');
  const asked = await sync(day, `用户ID,昵称\n${userId},${nickname}`);
  await visit(day, `/api/syncs/${asked}/cancel`, 'api', { method: 'POST', headers: json, body: '{}' });
}

/** @returns the id, once the sync has ended or asks */
async function sync(day: Day, csv: string, channel: Channel = 'api'): Promise<string> {
  const id = await send(day, csv);
  await ended(day, id, channel);
  return id;
}

async function send(day: Day, csv: string): Promise<string> {
  const body = new FormData();
  body.set('file', new Blob([csv]), `${fileName}.csv`);
  const { text } = await visit(day, '/api/syncs', 'api', { method: 'POST', body });
  return z.object({ id: z.string() }).parse(JSON.parse(text)).id;
}

async function ended(day: Day, id: string, channel: Channel): Promise<void> {
  for (;;) {
    const { text } = await visit(day, `/api/syncs/${id}`, channel);
    if (!/"status":"(?:queued|running)"/.test(text)) return;
    await sleep(100);
  }
}

/** Files and texts in chat, with failing downloads and failing cards; every button of the cards is pressed. */
async function talkInChat(day: Day): Promise<void> {
  const base64 = Buffer.from(roster.replaceAll(userId, `${userId}c`)).toString('base64');
  await fault(day, '*/resources/*', refusal(234001));
  await answered(day, await say(day, { file: { name: `${chatFileName}.csv`, base64 } }), /同步|处理|失败/);
  await fault(day, '*/messages/*', refusal(230099), { method: 'PATCH' });
  const message = await say(day, { file: { name: `${chatFileName}.csv`, base64 } });
  await answered(day, message, /处理完毕/);
  for (const value of await buttonsUnder(day, message)) await press(day, message, value);
  await fault(day, '*/messages*', refusal(230001), { method: 'POST' });
  for (const text of [chatText, `/rerun ${chatText}`, '/history', '/status', '/help', `/${chatText}`])
    await answered(day, await say(day, { text }), /./);
}

async function say({ harness, openId, chatId }: Day, said: object): Promise<string> {
  const sent = await control(harness.sandbox.url, 'POST', 'chat/messages', { openId, chatId, ...said });
  return z.object({ messageId: z.string() }).parse(sent).messageId;
}

/** Notes what the bot says meanwhile. */
async function answered(day: Day, messageId: string, words: RegExp): Promise<void> {
  for (;;) {
    const { messages } = await chatOf(day.harness);
    const said = messages
      .filter(({ sender }) => sender.kind === 'bot')
      .map(({ content }) => JSON.stringify(content));
    for (const content of said) if (!day.cameOut.cards.includes(content)) day.cameOut.cards += `${content}\n`;
    const answers = messages.filter(({ replyTo }) => replyTo === messageId);
    if (answers.some(({ content }) => words.test(JSON.stringify(content)))) return;
    await sleep(100);
  }
}

async function buttonsUnder({ harness }: Day, messageId: string): Promise<unknown[]> {
  const { messages } = await chatOf(harness);
  const cards = messages.filter(({ replyTo }) => replyTo === messageId).map(({ content }) => content);
  const values: unknown[] = [];
  JSON.stringify(cards, (key, value) => {
    if (key === 'value' && typeof value === 'object' && value !== null && 'do' in value) values.push(value);
    return value;
  });
  return values;
}

async function press({ harness, openId, cameOut }: Day, messageId: string, value: unknown): Promise<void> {
  const card = (await chatOf(harness)).messages.find(({ replyTo }) => replyTo === messageId);
  const click = { messageId: card?.messageId, openId, value };
  cameOut.cards += JSON.stringify(await control(harness.sandbox.url, 'POST', 'chat/click', click));
}

async function forgeEvents({ harness }: Day): Promise<void> {
  for (const as of [
    'replayed',
    'unsigned',
    'wrong_key',
    'wrong_token',
    'tampered',
    'stale',
    'malformed',
    'oversized',
  ])
    await control(harness.sandbox.url, 'POST', 'events/redeliver', { as });
}

/** Requests that are refused, each with something in it that must not come back or be kept. */
async function abuseTheDoor(day: Day): Promise<void> {
  const { address, header: inHeader, body } = canaries;
  const tries: [string, RequestInit][] = [
    [`/api/syncs/${address}`, {}],
    [`/api/${encodeURIComponent(nickname)}?${address}`, {}],
    [`/upload/../../${address}`, {}],
    ['/upload/%E0%A4%A', {}],
    ['/api/syncs/%E0%A4%A', {}],
    ['/api/syncs', { headers: { authorization: `Basic ${btoa(`x:${wrongPassword}`)}` } }],
    ['/api/syncs', { method: 'POST', headers: { ...basic, 'content-type': inHeader }, body }],
    ['/api/syncs', { method: 'POST', headers: { ...basic, 'content-type': 'multipart/form-data' }, body }],
    ['/api/syncs', { method: 'POST', headers: json, body: `{"${body}` }],
    ['/api/syncs', { method: 'POST', headers: { ...basic, origin: `https://${address}.example` }, body }],
    [`/${address}`, { method: 'DELETE', headers: { ...basic, 'x-forwarded-for': inHeader } }],
    [
      '/login',
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `password=${wrongPassword}`,
      },
    ],
    ['/feishu/events', { method: 'POST', body: JSON.stringify({ encrypt: body }) }],
  ];
  for (const [path, init] of tries) await visit(day, path, 'refusals', init);
  for (const bytes of [
    `GET /${address} HTTP/1.1\r\n\r\n`,
    `${body}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${inHeader}: ${'x'.repeat(20_000)}\r\n\r\n`,
  ])
    day.cameOut.refusals += await sendBytes(day.harness.service.url, bytes);
}

async function sendBytes(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk)).on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

/** Killed in the middle of a write, and started again. */
async function crash(day: Day): Promise<void> {
  await fault(day, '*batch_create', { kind: 'hang', when: 'after' });
  const id = await send(day, roster.replaceAll(userId, `${userId}k`));
  const written = async () => JSON.stringify(await control(day.harness.sandbox.url, 'GET', 'tables'));
  while (!(await written()).includes(`${userId}k`)) await sleep(50);
  await day.harness.service.kill('SIGKILL');
  day.cameOut.log += day.harness.service.output();
  await day.harness.restart();
  await ended(day, id, 'api');
}

/** Commands beside the running service; only results and refusals come out on standard output, and no log. */
async function useTheCommandLine({ harness, folder, cameOut }: Day): Promise<void> {
  const file = join(folder, `${fileName}.csv`);
  await writeFile(file, roster.replaceAll(userId, `${userId}l`));
  const commands = [[file, '--json'], [file, '--dry-run'], [join(folder, 'nowhere.csv')]];
  for (const { stdout, stderr } of await Promise.all(commands.map((args) => runCli(args, harness.env)))) {
    cameOut['command line'] += stdout;
    cameOut.log += stderr;
  }
}
