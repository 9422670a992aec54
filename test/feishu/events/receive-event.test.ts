import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../src/bot/chat-event.ts';
import type { Toast } from '../../../src/bot/ports.ts';
import type { Forgery } from '../../../src/feishu/events/read-delivery.ts';
import { createReceiveEvent } from '../../../src/feishu/events/receive-event.ts';
import {
  type Delivery,
  encrypt,
  encryptedAndSigned,
  envelope,
  eventDeps,
  keys,
  messageEvent,
  now,
  pressEvent,
  signed,
} from './deliveries.ts';

const unsigned = (body: object | string): Delivery => ({
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  headers: {},
});

async function receive({ body, headers }: Delivery, onEvent?: (event: ChatEvent) => Promise<Toast | null>) {
  const { deps, events, logged } = eventDeps(onEvent);
  const refused: Forgery[] = [];
  const onRefused = (why: Forgery) => void refused.push(why);
  const reply = await createReceiveEvent({ ...deps, ...keys, onRefused })(body, headers);
  return { reply, events, logged, refused };
}

const hoursAgo = (hours: number) => now - hours * 3_600_000;
const challenge = { type: 'url_verification', challenge: 'abc', token: keys.verificationToken };

describe('a genuine event', () => {
  const body = JSON.stringify(messageEvent());
  it.each<[string, Delivery]>([
    ['encrypted', encryptedAndSigned(messageEvent())],
    ['plain', signed(body)],
    ['with spaces between its parts', signed(JSON.stringify(messageEvent(), null, 2))],
    ['with escaped slashes', signed(body.replaceAll('/', '\\/'))],
    ['with characters written as escapes', signed(body.replace('/help', '\\u5e2e\\u52a9'))],
    ['with a newline behind', signed(`${body}\n`)],
    ['with its time in milliseconds', signed(body, String(now))],
    ['from a clock that is ahead', signed(body, String(now / 1_000 + 600))],
    ['delivered again after 7 hours', signed(body, String(hoursAgo(7) / 1_000))],
    ['with a signature in capitals', capitals(signed(body))],
  ])('%s is stored and answered with 200 and {}', async (_, delivery) => {
    const { reply, events } = await receive(delivery);
    expect(reply).toEqual({ status: 200, body: {} });
    expect(events).toMatchObject([{ kind: 'text_sent', messageId: 'om_1' }]);
  });

  it.each([
    ['that nobody knows', envelope('im.message.message_read_v1', {})],
    [
      'of the old schema',
      { uuid: '1', token: keys.verificationToken, type: 'event_callback', event: { type: 'x' } },
    ],
    ['whose body has another shape', envelope('im.message.receive_v1', { message: 1 })],
    ['from an app', messageEvent({}, { sender_type: 'bot' })],
  ])('%s is answered with 200 and ignored', async (_, event) => {
    const { reply, events } = await receive(encryptedAndSigned(event));
    expect(reply).toEqual({ status: 200, body: {} });
    expect(events).toEqual([]);
  });

  it('that could not be stored is answered with 500, so that it comes again', async () => {
    const { reply, logged } = await receive(encryptedAndSigned(messageEvent()), async () => {
      throw new Error('disk full');
    });
    expect(reply.status).toBe(500);
    expect(logged()).toContain('an event could not be stored');
  });

  it('is answered only once it is stored', async () => {
    let stored = false;
    await receive(encryptedAndSigned(messageEvent()), async () => {
      await new Promise((resolve) => setImmediate(resolve));
      stored = true;
      return null;
    });
    expect(stored).toBe(true);
  });
});

describe('an event that is not genuine', () => {
  const body = JSON.stringify(messageEvent());
  const tampered = signed(body);
  it.each<[string, Delivery]>([
    ['unsigned', unsigned(messageEvent())],
    ['encrypted but unsigned', unsigned({ encrypt: encrypt(body) })],
    ['changed after it was signed', { ...tampered, body: Buffer.from(body.replace('om_1', 'om_2')) }],
    ['signed with another key', signed(body, undefined, 'another key')],
    ['with half a signature', { ...tampered, headers: halfSignature(tampered) }],
    [
      'with a signature that is none',
      { ...tampered, headers: { ...tampered.headers, 'x-lark-signature': '字' } },
    ],
    ['encrypted with another key', signed(JSON.stringify({ encrypt: encrypt(body, 'another key') }))],
    ['whose encryption is damaged', signed(JSON.stringify({ encrypt: 'AAAA' }))],
    ['that holds something else than an object', signed(JSON.stringify({ encrypt: encrypt('[]') }))],
    ['with the token of another app', encryptedAndSigned(envelope('x', {}, { token: 'another' }))],
    ['without any token', encryptedAndSigned({ schema: '2.0', header: {}, event: {} })],
    ['replayed after 13 hours', signed(body, String(hoursAgo(13) / 1_000))],
    ['replayed after 13 hours, in milliseconds', signed(body, String(hoursAgo(13)))],
    ['without a time that could be read', signed(body, 'yesterday')],
  ])('%s is answered with 401 and not stored', async (_, delivery) => {
    const { reply, refused, events } = await receive(delivery);
    expect(reply).toEqual({ status: 401, body: {} });
    expect(refused).toHaveLength(1);
    expect(events).toEqual([]);
  });

  it('is refused too where another key decrypts it by the chance of its padding', async () => {
    // Each last byte of the IV gives another last byte of noise; one of them is a padding.
    for (let last = 0; last < 256; last += 1) {
      const iv = Buffer.alloc(16).fill(last, 15);
      const encrypted = encrypt('{}', 'another key', iv);
      const { reply, refused, events } = await receive(signed(JSON.stringify({ encrypt: encrypted })));
      expect({ reply, refused, events }).toEqual({
        ...{ reply: { status: 401, body: {} }, refused: ['encryption'] },
        events: [],
      });
    }
  });

  it('leaves neither keys nor content in the log', async () => {
    const { logged } = await receive(unsigned(messageEvent()));
    expect(logged()).toContain('signature');
    expect(logged()).not.toMatch(/token-of-the-app|key of the app|help|ou_wang/);
  });
});

describe('what is no JSON object', () => {
  it.each(['', 'text', '{"a":', '[]', 'null', '1', '\u0000'])('%j is answered with 400', async (body) => {
    expect((await receive(signed(body))).reply).toEqual({ status: 400, body: {} });
  });

  it('is answered with 400 where it is not even text', async () => {
    const { reply } = await receive({ body: Uint8Array.of(0xff, 0xfe, 0x00), headers: {} });
    expect(reply.status).toBe(400);
  });
});

describe('an address check', () => {
  it.each<[string, Delivery]>([
    ['plain', unsigned(challenge)],
    ['encrypted', unsigned({ encrypt: encrypt(JSON.stringify(challenge)) })],
  ])('%s gets its challenge back, unsigned as it is', async (_, delivery) => {
    expect((await receive(delivery)).reply).toEqual({ status: 200, body: { challenge: 'abc' } });
  });

  it.each<[string, Delivery]>([
    ['plain', unsigned({ ...challenge, token: 'another' })],
    ['encrypted', unsigned({ encrypt: encrypt(JSON.stringify({ ...challenge, token: 'another' })) })],
    ['without a token', unsigned({ type: 'url_verification', challenge: 'abc' })],
  ])('%s with the wrong token is answered with 401', async (_, delivery) => {
    expect((await receive(delivery)).reply).toEqual({ status: 401, body: {} });
  });
});

describe('a pressed button', () => {
  const press = pressEvent({ do: 'cancel', syncId: 'b9a7c0de-0000-4000-8000-000000000037' });

  it('is answered with the toast', async () => {
    const { reply } = await receive(encryptedAndSigned(press), async () => ({
      kind: 'success',
      text: '正在取消',
    }));
    expect(reply).toEqual({ status: 200, body: { toast: { type: 'success', content: '正在取消' } } });
  });

  it('is answered with {} where there is nothing to say', async () => {
    expect((await receive(encryptedAndSigned(press))).reply).toEqual({ status: 200, body: {} });
  });

  it('that fails says so, because it does not come again', async () => {
    const { reply, logged } = await receive(encryptedAndSigned(press), async () => {
      throw new Error('disk full');
    });
    expect(reply).toMatchObject({ status: 200, body: { toast: { type: 'error' } } });
    expect(logged()).toContain('a pressed button failed');
  });

  it('is answered within 3 seconds, however long the work takes', async () => {
    const waits: number[] = [];
    const { deps } = eventDeps(() => new Promise(() => {}));
    const clock = { now: () => now, monotonic: () => now, sleep: async (ms: number) => void waits.push(ms) };
    const { body, headers } = encryptedAndSigned(press);
    const reply = await createReceiveEvent({ ...deps, ...keys, clock, onRefused: () => {} })(body, headers);
    expect(waits).toEqual([2_500]);
    expect(reply).toMatchObject({ status: 200, body: { toast: { type: 'info' } } });
  });

  it.each([
    ['another app drew', { do: 'explode' }],
    ['carries text', 'rerun'],
    ['names no sync', { do: 'rerun', syncId: '37' }],
  ])('that %s is answered with an error and not carried out', async (_, value) => {
    const { reply, events } = await receive(encryptedAndSigned(pressEvent(value)));
    expect(reply).toMatchObject({ status: 200, body: { toast: { type: 'error' } } });
    expect(events).toEqual([]);
  });
});

function capitals({ body, headers }: Delivery): Delivery {
  const signature = headers['x-lark-signature'] ?? '';
  return { body, headers: { ...headers, 'x-lark-signature': signature.toUpperCase() } };
}

function halfSignature({ headers }: Delivery): Record<string, string> {
  return { ...headers, 'x-lark-signature': (headers['x-lark-signature'] ?? '').slice(0, 32) };
}
