import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage } from './processes.ts';
import { control } from './tables.ts';

const verificationToken = 'token of the app';
const encryptKey = 'key of the app';

let stage: Stage;
beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/feishu/events`;
  const flags = ['--event-url', url, '--verification-token', verificationToken, '--encrypt-key', encryptKey];
  stage = await openStage(
    {
      PORT: String(port),
      FEISHU_VERIFICATION_TOKEN: verificationToken,
      FEISHU_ENCRYPT_KEY: encryptKey,
    },
    ['--empty', ...flags],
  );
  while (!(await chat()).bot.connected) await sleep(50);
  await send('/help');
});
afterAll(() => stage.close());

interface ShownChat {
  bot: { connected: boolean };
  users: { openId: string }[];
  chats: { chatId: string; memberIds: string[] }[];
  messages: { replyTo: string | null; content: unknown }[];
}

const chat = async () => (await control(stage.sandbox.url, 'GET', 'chat')) as ShownChat;

/** Sends a text privately, and waits for the answer. */
async function send(text: string): Promise<void> {
  const [{ openId } = { openId: '' }] = (await chat()).users;
  const chatId = (await chat()).chats.find(({ memberIds }) => memberIds.includes(openId))?.chatId;
  const sent = { chatId, openId, text };
  const { messageId } = (await control(stage.sandbox.url, 'POST', 'chat/messages', sent)) as {
    messageId: string;
  };
  while (!(await chat()).messages.some(({ replyTo }) => replyTo === messageId)) await sleep(50);
}

async function deliverAgain(again: object): Promise<(number | null)[]> {
  const { deliveries } = (await control(stage.sandbox.url, 'POST', 'events/redeliver', again)) as {
    deliveries: { status: number | null }[];
  };
  return deliveries.map(({ status }) => status);
}

it.each([
  ['genuine', 200],
  ['replayed', 200],
  ['unsigned', 401],
  ['wrong_key', 401],
  ['wrong_token', 401],
  ['tampered', 401],
  ['stale', 401],
  ['malformed', 400],
])('an event that is %s is answered %i and does nothing again', async (as, status) => {
  const before = (await chat()).messages.length;
  expect(await deliverAgain({ as, times: 3 })).toEqual([status, status, status]);
  expect((await chat()).messages).toHaveLength(before);
});

it('an oversized event is refused, and the rest of it is not waited for', async () => {
  const before = (await chat()).messages.length;
  const [status] = await deliverAgain({ as: 'oversized' });
  // The connection may end before the refusal is read.
  expect([413, null]).toContain(status);
  expect((await chat()).messages).toHaveLength(before);
});

it('events that come twice of their own accord are answered once', async () => {
  for (const repeatedEvents of ['same_event_id', 'new_event_id']) {
    await control(stage.sandbox.url, 'PUT', 'settings', { repeatedEvents });
    const before = (await chat()).messages.length;
    await send('/help');
    // Answered after the repetition, which comes first.
    await send('/status');
    expect((await chat()).messages).toHaveLength(before + 4);
  }
});

it('an answer that waits for better times does not keep the service from stopping', async () => {
  await control(stage.sandbox.url, 'PUT', 'settings', { scopes: ['im:message.p2p_msg:readonly'] });
  const [{ openId } = { openId: '' }] = (await chat()).users;
  const chatId = (await chat()).chats.find(({ memberIds }) => memberIds.includes(openId))?.chatId;
  await control(stage.sandbox.url, 'POST', 'chat/messages', { chatId, openId, text: '/help' });
  while (!(await calls()).some(({ path, httpStatus }) => /reply$/.test(path) && httpStatus !== 200)) {
    await sleep(50);
  }
  // The next try would be in a minute.
  await stage.service.kill('SIGTERM');
});

async function calls() {
  const log = await control(stage.sandbox.url, 'GET', 'calls');
  return (log as { calls: { path: string; httpStatus: number | null }[] }).calls;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
  await once(server, 'close');
  return port;
}
