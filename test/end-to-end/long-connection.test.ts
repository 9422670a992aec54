import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage } from './processes.ts';
import { sampleFile } from './samples.ts';
import { control, readTables } from './tables.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ FEISHU_EVENT_MODE: 'websocket' });
});
afterAll(() => stage.close());

interface ShownChat {
  bot: { connected: boolean };
  users: { openId: string; name: string }[];
  chats: { chatId: string; kind: string; memberIds: string[] }[];
  messages: { replyTo: string | null; content: unknown }[];
}

const chat = async () => (await control(stage.sandbox.url, 'GET', 'chat')) as ShownChat;

/** Sends a roster to the bot as 小王; the id of the message. */
async function sendRoster(sample: string): Promise<string> {
  while (!(await chat()).bot.connected) await sleep(50);
  const { users, chats } = await chat();
  const openId = users.find(({ name }) => name === '小王')?.openId ?? '';
  const chatId = chats.find(
    ({ kind, memberIds }) => kind === 'private' && memberIds.includes(openId),
  )?.chatId;
  const { name, bytes } = sampleFile(sample);
  const file = { name, base64: Buffer.from(bytes).toString('base64') };
  const sent = (await control(stage.sandbox.url, 'POST', 'chat/messages', { chatId, openId, file })) as {
    messageId: string;
  };
  return sent.messageId;
}

async function answersTo(messageId: string): Promise<string[]> {
  const { messages } = await chat();
  return messages
    .filter(({ replyTo }) => replyTo === messageId)
    .map(({ content }) => JSON.stringify(content));
}

async function answered(messageId: string, sentence: string): Promise<void> {
  while (!(await answersTo(messageId)).some((answer) => answer.includes(sentence))) await sleep(100);
}

it('without a public address: a file in chat becomes two tables and a card', async () => {
  const messageId = await sendRoster('roster-utf8-bom.csv');
  await answered(messageId, '处理完毕！成功创建223位新学员，新增300条学习记录。失败0条。');
  const { learners, enrollments } = await readTables(stage.sandbox.url);
  expect([learners.length, enrollments.length]).toEqual([223, 300]);
});

it('killed in the middle and started again, it goes on with the same card', async () => {
  await control(stage.sandbox.url, 'POST', 'faults', {
    method: 'POST',
    path: '*batch_create',
    nth: 2,
    action: { kind: 'hang', when: 'after' },
  });
  const messageId = await sendRoster('roster-gbk.csv');
  await answered(messageId, '正在处理第');
  await stage.service.kill('SIGKILL');
  await stage.restart();
  await answered(messageId, '处理完毕！成功创建98位新学员，新增117条学习记录。失败2条。');
  expect(await answersTo(messageId)).toHaveLength(1);
});
