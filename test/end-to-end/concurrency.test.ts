import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { newestSyncs, settled, until, upload } from '../support/api.ts';
import { closedAfterTest } from '../support/closed-after-test.ts';
import { type Harness, openHarness, startCli, startService } from '../support/processes.ts';
import { expected, sampleFile, samplePath } from '../support/samples.ts';
import { brokenLinks, control, readTables } from '../support/tables.ts';

let harness: Harness;
beforeEach(async () => {
  harness = closedAfterTest(await openHarness({ FEISHU_EVENT_MODE: 'websocket' }));
});

const name = 'roster-utf8-bom.csv';
const sample = expected[name];

interface ShownChat {
  bot: { connected: boolean };
  users: { openId: string }[];
  chats: { chatId: string; memberIds: string[] }[];
  messages: { replyTo: string | null; content: unknown }[];
}

const chat = async () => (await control(harness.sandbox.url, 'GET', 'chat')) as ShownChat;

/** Sends a message to the bot privately; its id. */
async function send(message: object): Promise<string> {
  while (!(await chat()).bot.connected) await sleep(50);
  const { users, chats } = await chat();
  const openId = users[0]?.openId ?? '';
  const chatId = chats.find(({ memberIds }) => memberIds.includes(openId))?.chatId;
  const sent = { chatId, openId, ...message };
  const { messageId } = (await control(harness.sandbox.url, 'POST', 'chat/messages', sent)) as {
    messageId: string;
  };
  return messageId;
}

const sendRoster = () =>
  send({ file: { name, base64: Buffer.from(sampleFile(name).bytes).toString('base64') } });

const cardsFor = async (messageId: string) =>
  (await chat()).messages
    .filter(({ replyTo }) => replyTo === messageId)
    .map(({ content }) => JSON.stringify(content));

async function cardSays(messageId: string, said: RegExp): Promise<void> {
  while (!(await cardsFor(messageId)).some((card) => said.test(card))) await sleep(50);
}

const faultInFirstWrite = (action: object) =>
  control(harness.sandbox.url, 'POST', 'faults', { method: 'POST', path: '*batch_create', action });

async function expectEveryoneOnce(): Promise<void> {
  const tables = await readTables(harness.sandbox.url);
  expect([tables.learners.length, tables.enrollments.length]).toEqual([
    sample?.uniqueLearners,
    sample?.enrolments_user_course_date,
  ]);
  expect(brokenLinks(tables)).toEqual([]);
  const created = { learners: 0, enrollments: 0 };
  for (const { summary } of await newestSyncs(harness.service.url)) {
    created.learners += summary.learnersCreated;
    created.enrollments += summary.enrollmentsCreated;
  }
  expect(created).toEqual({ learners: tables.learners.length, enrollments: tables.enrollments.length });
}

it('the same new learners from page, chat and command line at once are written once; who waits is told the place', async () => {
  await faultInFirstWrite({ kind: 'hold' });
  const first = await upload(harness.service.url, sampleFile(name));
  await until(harness.service.url, first, ({ progress }) => progress.phase === 'writing_learners');
  const second = await upload(harness.service.url, sampleFile(name));
  expect(await until(harness.service.url, second, () => true)).toMatchObject({
    queuedBefore: 1,
    sentences: ['排队中，前面还有1个。'],
  });
  const messageId = await sendRoster();
  await cardSays(messageId, /前面还有2个/);
  const command = await startCli([samplePath(name)], harness.env, /前面还有3个/);
  const crowd = await Promise.all([1, 2, 3].map(() => upload(harness.service.url, sampleFile(name))));
  const commandEnds = new Promise((resolve) => command.process.once('close', resolve));
  await control(harness.sandbox.url, 'DELETE', 'faults');
  for (const id of [first, second, ...crowd])
    expect((await settled(harness.service.url, id)).status).toBe('succeeded');
  await cardSays(messageId, /名单没有变化，无需写入/);
  expect(await commandEnds).toBe(0);
  expect(await cardsFor(messageId)).toHaveLength(1);
  await expectEveryoneOnce();
});

it('of two services in one folder one works; when it is killed the other takes over, card and all', async () => {
  await faultInFirstWrite({ kind: 'hang', when: 'after' });
  const messageId = await sendRoster();
  await cardSays(messageId, /正在处理第1条/);
  const other = await startService(harness.env);
  try {
    const second = await upload(other.url, sampleFile(name));
    const help = await send({ text: '/help' });
    await cardSays(help, /使用说明/);
    expect(await until(other.url, second, () => true)).toMatchObject({ status: 'queued', queuedBefore: 1 });
    await harness.service.kill('SIGKILL');
    harness.service = other;
    expect((await settled(other.url, second)).status).toBe('succeeded');
    await cardSays(messageId, /处理完毕！成功创建223位新学员，新增300条学习记录。失败0条。/);
    expect([await cardsFor(messageId), await cardsFor(help)].map(({ length }) => length)).toEqual([1, 1]);
    await expectEveryoneOnce();
  } finally {
    await other.kill('SIGKILL');
  }
});
