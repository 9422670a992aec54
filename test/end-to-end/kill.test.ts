import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { settled, upload } from '../support/api.ts';
import { sendToBot } from '../support/chat-driver.ts';
import { closedAfterTest } from '../support/closed-after-test.ts';
import type { Environment } from '../support/processes.ts';
import { sampleFile } from '../support/samples.ts';
import { brokenLinks, control, readTables } from '../support/tables.ts';
import { openKillableHarness } from './killable-harness.ts';

const openHarness = async (settings: Environment) => closedAfterTest(await openKillableHarness(settings));

const ids = Array.from({ length: 2000 }, (_, index) => `u_7f${String(index).padStart(11, '0')}_ABCDEFGHIJ`);
const rows = ids.map((id, index) => `${id},学员${index},,课程${index % 3},2026-05-${10 + (index % 20)}`);
const file = { name: '名单.csv', bytes: ['用户ID,昵称,手机号,课程,学习日期', ...rows].join('\n') };

/** The kill matrix tries every point with a small roster; here are the real programs, threads, batches and waits. */
describe('kill -9 in the middle of a 2,000-row sync', () => {
  it.each([
    // Two batches of learners, two of enrollments.
    { policy: 'skip-existing', write: 2, moment: 'unread' },
    { policy: 'append', write: 4, moment: 'unread' },
    { policy: 'append', write: 3, moment: 'held' },
  ] as const)(
    'in write $write, $moment ($policy): the next start ends it as if undisturbed',
    async ({ policy, write, moment }) => {
      const harness = await openHarness({ ENROLLMENT_POLICY: policy });
      const killed = harness.killAt(/batch_create$/, write, moment);
      const id = await upload(harness.service.url, file);
      await killed;
      await harness.restart();
      const { summary } = await settled(harness.service.url, id);
      const counts = { rows: 2000, learnersCreated: 2000, enrollmentsCreated: 2000, rowsFailed: 0 };
      expect(summary).toMatchObject(counts);
      const tables = await readTables(harness.sandbox.url);
      expect(tables.learners.map(({ cells }) => cells.用户ID).sort()).toEqual(ids);
      expect(tables.enrollments.map(({ cells }) => cells.用户ID).sort()).toEqual(ids);
      expect(brokenLinks(tables)).toEqual([]);
    },
  );
});

it('killed as soon as an upload is acknowledged: the sync is there at the next start', async () => {
  const harness = await openHarness({});
  const id = await upload(harness.service.url, file);
  await harness.service.kill('SIGKILL');
  await harness.restart();
  expect((await settled(harness.service.url, id)).summary).toMatchObject({ enrollmentsCreated: 2000 });
});

describe('kill -9 while the bot answers', () => {
  it.each([
    { what: 'the file is on its way', call: /^GET .*\/resources\//, moment: 'unread' },
    { what: 'the card is not on its way yet', call: /\/reply$/, moment: 'unsent' },
    { what: 'the card is there, without our knowing', call: /\/reply$/, moment: 'unread' },
  ] as const)('$what: the next start asks for course and date, on one card', async ({ call, moment }) => {
    const harness = await openHarness({ FEISHU_EVENT_MODE: 'websocket' });
    const { url } = harness.sandbox;
    const chat = async () => (await control(url, 'GET', 'chat')) as ShownChat;
    while (!(await chat()).bot.connected) await sleep(50);
    const killed = harness.killAt(call, 1, moment);
    const { messageId } = await sendToBot(url, sampleFile('roster-no-course-date.csv').bytes);
    await killed;
    await harness.restart();
    const answers = async () => (await chat()).messages.filter(({ replyTo }) => replyTo === messageId);
    while (!JSON.stringify(await answers()).includes('课程名称')) await sleep(50);
    expect(await answers()).toHaveLength(1);
  });
});

interface ShownChat {
  bot: { connected: boolean };
  messages: { replyTo: string | null; content: unknown }[];
}
