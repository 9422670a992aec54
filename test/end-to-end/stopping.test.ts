import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { newestSyncs, settled } from '../support/api.ts';
import { type Harness, openHarness, type RunningProgram, startCli } from '../support/processes.ts';
import { brokenLinks, control, readTables } from '../support/tables.ts';
import { clearObstacle, obstacles, rosterOf, setObstacle, uploadBefore } from './obstacles.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness({ FEISHU_EVENT_MODE: 'websocket' });
});
afterEach(() => clearObstacle(harness));
afterAll(() => harness.close());

/** Ten seconds are promised; a busy machine may need a few more, but never the minutes that the obstacles last. */
const promisedMs = 15_000;

async function stop({ process, kill }: RunningProgram): Promise<{ code: number | null; soon: boolean }> {
  const begin = performance.now();
  await kill('SIGTERM');
  return { code: process.exitCode, soon: performance.now() - begin < promisedMs };
}

async function learnersCalled(prefix: string): Promise<number> {
  const tables = await readTables(harness.sandbox.url);
  expect(brokenLinks(tables)).toEqual([]);
  expect(tables.enrollments).toHaveLength(tables.learners.length);
  return tables.learners.filter(({ cells }) => String(cells.昵称).startsWith(`学员${prefix}`)).length;
}

const named = (letter: string) =>
  obstacles.map((obstacle, index) => ({ name: obstacle.name, obstacle, prefix: `${letter}${index}` }));

const done = { status: 'succeeded', summary: { learnersCreated: 3, enrollmentsCreated: 3 } };

it.each(named('s'))(
  'the service stops soon $name, with readers connected, and goes on at the next start',
  async ({ obstacle, prefix }) => {
    const id = await uploadBefore(obstacle, harness, rosterOf(prefix, 3));
    const reader = await fetch(`${harness.service.url}/api/syncs/${id}/events`);
    expect(await stop(harness.service)).toEqual({ code: 0, soon: true });
    expect(harness.service.output()).toContain('正在停止');
    await reader.text().catch(() => '');
    await clearObstacle(harness);
    await harness.restart();
    expect(await settled(harness.service.url, id)).toMatchObject(done);
    expect(await learnersCalled(prefix)).toBe(3);
  },
);

it.each(named('c').slice(0, 1))(
  'the command stops soon $name, says that nothing is lost, and the service goes on',
  async ({ obstacle, prefix }) => {
    const { name, bytes } = rosterOf(prefix, 3);
    const path = join(String(harness.env.DATA_DIR), name);
    await writeFile(path, bytes);
    await harness.service.kill('SIGKILL');
    await setObstacle(obstacle, harness);
    const command = await startCli([path], harness.env, obstacle.says);
    expect(await stop(command)).toEqual({ code: 1, soon: true });
    expect(command.output()).toContain('没做完的同步没有丢');
    await clearObstacle(harness);
    await harness.restart();
    const [{ id } = { id: '' }] = await newestSyncs(harness.service.url);
    expect(await settled(harness.service.url, id)).toMatchObject(done);
    expect(await learnersCalled(prefix)).toBe(3);
  },
);

it('the service stops soon while an answer in chat hangs', async () => {
  await control(harness.sandbox.url, 'POST', 'faults', {
    path: '*/im/v1/messages/*/reply',
    action: { kind: 'hang', when: 'before' },
  });
  await sayInChat(harness.sandbox.url, '/help');
  while (((await control(harness.sandbox.url, 'GET', 'faults')) as { faults: unknown[] }).faults.length > 0)
    await sleep(50);
  expect(await stop(harness.service)).toEqual({ code: 0, soon: true });
});

interface ShownChat {
  bot: { connected: boolean };
  users: { openId: string }[];
  chats: { chatId: string; memberIds: string[] }[];
}

/** As a person who talks to the bot privately. */
async function sayInChat(sandboxUrl: string, text: string): Promise<void> {
  const chat = async () => (await control(sandboxUrl, 'GET', 'chat')) as ShownChat;
  while (!(await chat()).bot.connected) await sleep(50);
  const { users, chats } = await chat();
  const openId = users[0]?.openId ?? '';
  const chatId = chats.find(({ memberIds }) => memberIds.includes(openId))?.chatId;
  await control(sandboxUrl, 'POST', 'chat/messages', { chatId, openId, text });
}
