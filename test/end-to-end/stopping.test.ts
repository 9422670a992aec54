import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { newestSyncs, settled } from './api.ts';
import { clearAway, obstacles, putInTheWay, rosterOf, uploadInto } from './obstacles.ts';
import { openStage, type RunningProgram, type Stage, startCli } from './processes.ts';
import { brokenLinks, control, readTables } from './tables.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ FEISHU_EVENT_MODE: 'websocket' });
});
afterEach(() => clearAway(stage));
afterAll(() => stage.close());

/** Ten seconds are promised; a busy machine may need a few more, but never the minutes that the obstacles last. */
const promisedMs = 15_000;

async function stop({ process, kill }: RunningProgram): Promise<{ code: number | null; soon: boolean }> {
  const begin = performance.now();
  await kill('SIGTERM');
  return { code: process.exitCode, soon: performance.now() - begin < promisedMs };
}

async function learnersCalled(prefix: string): Promise<number> {
  const tables = await readTables(stage.sandbox.url);
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
    const id = await uploadInto(obstacle, stage, rosterOf(prefix, 3));
    const reader = await fetch(`${stage.service.url}/api/syncs/${id}/events`);
    expect(await stop(stage.service)).toEqual({ code: 0, soon: true });
    expect(stage.service.output()).toContain('正在停止');
    await reader.text().catch(() => '');
    await clearAway(stage);
    await stage.restart();
    expect(await settled(stage.service.url, id)).toMatchObject(done);
    expect(await learnersCalled(prefix)).toBe(3);
  },
  60_000,
);

it.each(named('c').slice(0, 1))(
  'the command stops soon $name, says that nothing is lost, and the service goes on',
  async ({ obstacle, prefix }) => {
    const { name, bytes } = rosterOf(prefix, 3);
    const path = join(String(stage.env.DATA_DIR), name);
    await writeFile(path, bytes);
    await stage.service.kill('SIGKILL');
    await putInTheWay(obstacle, stage);
    const command = await startCli([path], stage.env, obstacle.says);
    expect(await stop(command)).toEqual({ code: 1, soon: true });
    expect(command.output()).toContain('没做完的同步没有丢');
    await clearAway(stage);
    await stage.restart();
    const [{ id } = { id: '' }] = await newestSyncs(stage.service.url);
    expect(await settled(stage.service.url, id)).toMatchObject(done);
    expect(await learnersCalled(prefix)).toBe(3);
  },
  60_000,
);

it('the service stops soon while an answer in chat hangs', async () => {
  await control(stage.sandbox.url, 'POST', 'faults', {
    path: '*/im/v1/messages/*/reply',
    action: { kind: 'hang', when: 'before' },
  });
  await sayInChat(stage.sandbox.url, '/help');
  while (((await control(stage.sandbox.url, 'GET', 'faults')) as { faults: unknown[] }).faults.length > 0)
    await sleep(50);
  expect(await stop(stage.service)).toEqual({ code: 0, soon: true });
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
