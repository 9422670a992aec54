import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createChatDriver } from '../support/chat-driver.ts';
import { type Harness, openHarness } from '../support/processes.ts';
import { sampleFile } from '../support/samples.ts';
import { control, readTables } from '../support/tables.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness({ FEISHU_EVENT_MODE: 'websocket' });
});
afterAll(() => harness.close());

const { connected, messages, sendFile } = createChatDriver(() => harness.sandbox.url);

/** Sends a roster to the bot; the id of the message. */
async function sendRoster(sample: string): Promise<string> {
  await connected();
  const { name, bytes } = sampleFile(sample);
  return sendFile(name, bytes);
}

async function answersTo(messageId: string): Promise<string[]> {
  return (await messages())
    .filter(({ replyTo }) => replyTo === messageId)
    .map(({ content }) => JSON.stringify(content));
}

async function answered(messageId: string, sentence: string): Promise<void> {
  while (!(await answersTo(messageId)).some((answer) => answer.includes(sentence))) await sleep(100);
}

it('without a public address: a file in chat becomes two tables and a card', async () => {
  const messageId = await sendRoster('roster-utf8-bom.csv');
  await answered(messageId, '处理完毕！成功创建223位新学员，新增300条学习记录。失败0条。');
  const { learners, enrollments } = await readTables(harness.sandbox.url);
  expect([learners.length, enrollments.length]).toEqual([223, 300]);
});

it('killed in the middle and started again, it goes on with the same card', async () => {
  await control(harness.sandbox.url, 'POST', 'faults', {
    method: 'POST',
    path: '*batch_create',
    nth: 2,
    action: { kind: 'hang', when: 'after' },
  });
  const messageId = await sendRoster('roster-gbk.csv');
  await answered(messageId, '正在处理第');
  await harness.service.kill('SIGKILL');
  await harness.restart();
  await answered(messageId, '处理完毕！成功创建98位新学员，新增117条学习记录。失败2条。');
  expect(await answersTo(messageId)).toHaveLength(1);
  // Killed before the call was carried out, it waits until that can no longer happen.
});
