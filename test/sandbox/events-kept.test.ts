import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { say } from './chat-parts.ts';
import { type EventReceiver, keys, startReceiver } from './event-receiver.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let dataDir: string;
let app: EventReceiver;
const running: TestSandbox[] = [];
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
  app = await startReceiver();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ sandbox }) => sandbox.close()));
  await app.close();
  rmSync(dataDir, { recursive: true });
});

async function start(): Promise<TestSandbox> {
  const test = await startTestSandbox({ dataDir });
  running.push(test);
  await test.sandbox.deliverTo({ url: app.url, ...keys });
  return test;
}
async function attempts(test: TestSandbox): Promise<unknown[][]> {
  const { body } = await test.control('GET', '/events');
  return list(property(body, 'deliveries')).map((delivery) => list(property(delivery, 'attempts')));
}
const eventIds = () => app.received.map(({ content }) => property(property(content, 'header'), 'event_id'));

describe('a delivery that is due', () => {
  it('goes on after two restarts, with the delay that is next', async () => {
    app.answerWith({ status: 500 });
    const before = await start();
    await say(before, { text: 'a' });
    await eventually(async () => expect(await attempts(before)).toMatchObject([[{ status: 500 }]]));
    await before.sandbox.close();
    await (await start()).sandbox.close();

    const after = await start();
    after.pass(14_999);
    expect(await attempts(after)).toHaveLength(1);
    expect(app.received).toHaveLength(1);
    app.answerWith({});
    after.pass(1);
    await after.control('GET', '/events');
    await eventually(async () =>
      expect(await attempts(after)).toMatchObject([[{ status: 500 }, { status: 200 }]]),
    );
    expect(new Set(eventIds()).size).toBe(1);
  });

  it('and was cut short by the stop comes at once', async () => {
    app.answerWith({ after: 'never' });
    const before = await start();
    await say(before, { text: 'a' });
    await eventually(() => expect(app.received).toHaveLength(1));
    await before.sandbox.close();

    app.answerWith({});
    const after = await start();
    await eventually(async () => expect(await attempts(after)).toMatchObject([[{ status: 200 }]]));
    expect(new Set(eventIds()).size).toBe(1);
  });

  it('is dropped by a reset, also while it is under way', async () => {
    app.answerWith({ status: 500 });
    const test = await start();
    await say(test, { text: 'a' });
    await eventually(async () => expect(await attempts(test)).toMatchObject([[{}]]));
    app.answerWith({ after: 'never' });
    await test.control('PUT', '/settings', { answerMs: 100 });
    await say(test, { text: 'b' });
    await eventually(() => expect(app.received).toHaveLength(2));
    await test.control('POST', '/reset', { seed: 'empty' });
    test.pass(24 * 3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await attempts(test)).toEqual([]);
    expect(app.received).toHaveLength(2);
    await test.sandbox.close();
    expect(await attempts(await start())).toEqual([]);
  });
});
