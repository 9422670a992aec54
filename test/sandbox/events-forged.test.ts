import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { say } from './chat-parts.ts';
import { type EventReceiver, keys, type Received, startDelivering } from './event-receiver.ts';
import { property, start, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
let app: EventReceiver;
beforeEach(async () => {
  ({ test, app } = await startDelivering());
  await say(test, { text: 'a' });
  await eventually(() => expect(app.received).toHaveLength(1));
});

const sendAgain = (as: string, more: object = {}) =>
  test.control('POST', '/events/redeliver', { as, ...more });
const isSigned = ({ headers, body }: Received) => {
  const { 'x-lark-request-timestamp': timestamp, 'x-lark-request-nonce': nonce } = headers;
  const expected = createHash('sha256').update(`${timestamp}${nonce}${keys.encryptKey}${body}`);
  return headers['x-lark-signature'] === expected.digest('hex');
};
const tokenOf = ({ content }: Received) => property(property(content, 'header'), 'token');
const ageMs = ({ headers }: Received) => start - Number(headers['x-lark-request-timestamp']) * 1000;

describe('what others may send to the address of the app', () => {
  const cases: [string, (forged: Received) => void][] = [
    ['unsigned', ({ headers }) => expect(headers['x-lark-signature']).toBeUndefined()],
    ['wrong_key', (forged) => expect(isSigned(forged)).toBe(false)],
    ['tampered', (forged) => expect(isSigned(forged)).toBe(false)],
    [
      'wrong_token',
      (forged) => {
        expect(isSigned(forged)).toBe(true);
        expect(tokenOf(forged)).not.toBe(keys.verificationToken);
      },
    ],
    [
      'stale',
      (forged) => {
        expect(isSigned(forged)).toBe(true);
        expect(ageMs(forged)).toBeGreaterThan(12 * 3_600_000);
      },
    ],
    ['malformed', ({ content }) => expect(content).toBeUndefined()],
    ['oversized', ({ body }) => expect(body.length).toBeGreaterThan(1024 * 1024)],
  ];
  it.each(cases)('%s', async (as, check) => {
    app.answerWith({ status: 401 });
    const answer = await sendAgain(as);
    expect(answer.body).toMatchObject({ deliveries: [{ status: 401 }] });
    expect(app.received).toHaveLength(2);
    const [, forged] = app.received;
    if (forged !== undefined) check(forged);
  });

  it('a genuine delivery, byte for byte, several times', async () => {
    await sendAgain('replayed', { times: 2 });
    const [genuine, ...replayed] = app.received.map(({ headers, body }) => ({
      body,
      signature: headers['x-lark-signature'],
    }));
    expect(replayed).toEqual([genuine, genuine]);
  });

  it('is no delivery of the platform’s own', async () => {
    await sendAgain('stale');
    const { body } = await test.control('GET', '/events');
    expect(property(body, 'deliveries')).toMatchObject([{ attempts: [{ status: 200 }] }]);
  });

  it('needs an address', async () => {
    const alone = await startTestSandbox();
    await say(alone, { text: 'a' });
    const answer = await alone.control('POST', '/events/redeliver', { as: 'stale' });
    expect(answer.status).toBe(409);
    await alone.sandbox.close();
  });
});
