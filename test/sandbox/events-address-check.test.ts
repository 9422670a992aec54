import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { say } from './chat-parts.ts';
import { type EventReceiver, keys, startDelivering, startReceiver } from './event-receiver.ts';
import { property, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
let app: EventReceiver;
beforeEach(async () => {
  ({ test, app } = await startDelivering());
});

describe('the address check', () => {
  it('is encrypted, not signed, and carries the verification token', () => {
    expect(app.checks).toHaveLength(1);
    const [check] = app.checks;
    expect(property(JSON.parse(check?.body ?? ''), 'encrypt')).toBeTypeOf('string');
    expect(check?.content).toMatchObject({ token: keys.verificationToken, type: 'url_verification' });
    expect(check?.headers['x-lark-signature']).toBeUndefined();
  });

  it('is plain without an Encrypt Key; so is all that follows, unsigned', async () => {
    const plain = await startReceiver('');
    await test.sandbox.deliverTo({ url: plain.url, verificationToken: 'v', encryptKey: '' });
    expect(JSON.parse(plain.checks[0]?.body ?? '')).toMatchObject({ token: 'v', type: 'url_verification' });
    await say(test, { text: 'a' });
    await eventually(() => expect(plain.received).toHaveLength(1));
    expect(JSON.parse(plain.received[0]?.body ?? '')).toMatchObject({
      schema: '2.0',
      header: { token: 'v' },
    });
    expect(plain.received[0]?.headers['x-lark-signature']).toBeUndefined();
    await plain.close();
  });

  it('waits for one second', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
    const before = performance.now();
    await expect(test.sandbox.deliverTo({ url, ...keys })).rejects.toThrow('challenge');
    expect(performance.now() - before).toBeLessThan(2500);
    silent.close();
  });

  it('is asked again of a service that is not up yet', async () => {
    let asked = 0;
    const starting = createServer(async (request, response) => {
      const { challenge } = JSON.parse((await buffer(request)).toString()) as { challenge: string };
      asked += 1;
      if (asked === 1) response.writeHead(503).end();
      else response.end(JSON.stringify({ challenge }));
    }).listen(0, '127.0.0.1');
    await once(starting, 'listening');
    const address = starting.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
    await test.sandbox.deliverOnceUp({ url, verificationToken: 'v', encryptKey: '' });
    expect(asked).toBe(2);
    starting.close();
  });

  it('comes before a control call sets the address', async () => {
    const other = await startReceiver();
    const answer = await test.control('PUT', '/events/url', { url: other.url, ...keys });
    expect(answer.status).toBe(200);
    expect(other.checks).toHaveLength(1);
    await say(test, { text: 'a' });
    await eventually(() => expect(other.received).toHaveLength(1));
    expect(app.received).toEqual([]);
    await other.close();
  });

  it.each([
    ['an address that answers otherwise', () => test.sandbox.url, 422],
    ['an address without a server', () => 'http://127.0.0.1:9', 422],
    ['what is no address', () => 'feishu', 400],
  ])('a control call with %s is refused', async (_what, url, status) => {
    const answer = await test.control('PUT', '/events/url', { url: url(), ...keys });
    expect(answer.status).toBe(status);
  });

  it('that fails leaves everything as it was', async () => {
    await expect(test.sandbox.deliverTo({ url: test.sandbox.url, ...keys })).rejects.toThrow('challenge');
    await expect(test.sandbox.deliverTo({ url: 'http://127.0.0.1:9', ...keys })).rejects.toThrow('challenge');
    await say(test, { text: 'a' });
    await eventually(() => expect(app.received).toHaveLength(1));
  });
});
