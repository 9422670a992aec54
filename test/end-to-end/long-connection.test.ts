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

it('without a public address: a file in chat becomes two tables and a card', async () => {
  const chat = async () => (await control(stage.sandbox.url, 'GET', 'chat')) as ShownChat;
  while (!(await chat()).bot.connected) await sleep(50);
  const { users, chats } = await chat();
  const openId = users.find(({ name }) => name === '小王')?.openId ?? '';
  const chatId = chats.find(
    ({ kind, memberIds }) => kind === 'private' && memberIds.includes(openId),
  )?.chatId;
  const { name, bytes } = sampleFile('roster-utf8-bom.csv');
  const file = { name, base64: Buffer.from(bytes).toString('base64') };
  const sent = (await control(stage.sandbox.url, 'POST', 'chat/messages', { chatId, openId, file })) as {
    messageId: string;
  };
  const done = '处理完毕！成功创建223位新学员，新增300条学习记录。失败0条。';
  const answered = async () =>
    (await chat()).messages.some(
      ({ replyTo, content }) => replyTo === sent.messageId && JSON.stringify(content).includes(done),
    );
  while (!(await answered())) await sleep(100);
  const { learners, enrollments } = await readTables(stage.sandbox.url);
  expect([learners.length, enrollments.length]).toEqual([223, 300]);
});
