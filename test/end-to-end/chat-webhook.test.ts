import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createChatDriver } from '../support/chat-driver.ts';
import { freePort } from '../support/free-port.ts';
import { type Harness, openHarness } from '../support/processes.ts';
import { control } from '../support/tables.ts';

const verificationToken = 'token of the app';
const encryptKey = 'key of the app';

let harness: Harness;
beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/feishu/events`;
  const flags = ['--event-url', url, '--verification-token', verificationToken, '--encrypt-key', encryptKey];
  harness = await openHarness(
    {
      PORT: String(port),
      FEISHU_VERIFICATION_TOKEN: verificationToken,
      FEISHU_ENCRYPT_KEY: encryptKey,
    },
    ['--empty', ...flags],
  );
  await connected();
  await ask('/help');
});
afterAll(() => harness.close());

const { connected, messages, send, answerTo } = createChatDriver(() => harness.sandbox.url);

/** Sends a text privately, and waits for the answer. */
async function ask(text: string): Promise<void> {
  await answerTo(await send({ text }), /./);
}

async function deliverAgain(again: object): Promise<(number | null)[]> {
  const { deliveries } = (await control(harness.sandbox.url, 'POST', 'events/redeliver', again)) as {
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
  const before = (await messages()).length;
  expect(await deliverAgain({ as, times: 3 })).toEqual([status, status, status]);
  expect(await messages()).toHaveLength(before);
});

it('an oversized event is refused, and the rest of it is not waited for', async () => {
  const before = (await messages()).length;
  const [status] = await deliverAgain({ as: 'oversized' });
  // The connection may end before the refusal is read.
  expect([413, null]).toContain(status);
  expect(await messages()).toHaveLength(before);
});

it('events that come twice of their own accord are answered once', async () => {
  for (const repeatedEvents of ['same_event_id', 'new_event_id']) {
    await control(harness.sandbox.url, 'PUT', 'settings', { repeatedEvents });
    const before = (await messages()).length;
    await ask('/help');
    // Answered after the repetition, which comes first.
    await ask('/status');
    expect(await messages()).toHaveLength(before + 4);
  }
});

it('an answer that waits for better times does not keep the service from stopping', async () => {
  await control(harness.sandbox.url, 'PUT', 'settings', { scopes: ['im:message.p2p_msg:readonly'] });
  await send({ text: '/help' });
  while (!(await calls()).some(({ path, httpStatus }) => /reply$/.test(path) && httpStatus !== 200)) {
    await sleep(50);
  }
  // The next try would be in a minute.
  await harness.service.kill('SIGTERM');
});

async function calls() {
  const log = await control(harness.sandbox.url, 'GET', 'calls');
  return (log as { calls: { path: string; httpStatus: number | null }[] }).calls;
}
