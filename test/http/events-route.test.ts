import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemOf, type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
const received: { body: string; headers: Readonly<Record<string, string | undefined>> }[] = [];
beforeAll(async () => {
  app = await startApp({
    access: { kind: 'password', password: 'only for the page', secret: 's' },
    receiveEvent: async (rawBody, headers) => {
      received.push({ body: new TextDecoder().decode(rawBody), headers });
      if (rawBody.length === 0) return { status: 400, body: {} };
      return headers['x-lark-signature'] === 'forged'
        ? { status: 401, body: {} }
        : { status: 200, body: { seen: true } };
    },
  });
});
afterAll(() => app.close());
beforeEach(() => {
  received.length = 0;
});

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/feishu/events`, { method: 'POST', body, headers });

describe('POST /feishu/events', () => {
  it('hands on every byte as it came, because the signature scope them', async () => {
    const body = '{ "encrypt" : "a\\/b",\n "种类": "😀" }';
    const answer = await post(body, { 'Content-Type': 'application/json', 'X-Lark-Signature': 'abc' });
    expect([answer.status, await answer.json()]).toEqual([200, { seen: true }]);
    expect(received).toMatchObject([{ body, headers: { 'x-lark-signature': 'abc' } }]);
  });

  it('asks for no password, and no content type, of Feishu', async () => {
    expect((await post(new Uint8Array([0xff, 0x00]))).status).toBe(200);
  });

  it('answers with the status it is told', async () => {
    expect((await post('')).status).toBe(400);
  });

  it('refuses what is far larger than any event, unread', async () => {
    expect((await post('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect(received).toEqual([]);
  });

  it('takes nothing but POST', async () => {
    expect((await fetch(`${app.url}/feishu/events`)).status).toBe(405);
  });

  it('slows down who sends forged events, and nobody who sends genuine ones', async () => {
    const forged = () => post('{}', { 'X-Lark-Signature': 'forged' });
    const statuses = [];
    for (let count = 0; count < 70; count++) statuses.push((await forged()).status);
    expect(new Set(statuses.slice(0, 50))).toEqual(new Set([401]));
    const refused = await forged();
    expect(await problemOf(refused)).toMatchObject({
      status: 429,
      code: 'too_many_requests',
      message: '操作太频繁。',
    });
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    const genuine = await Promise.all(Array.from({ length: 300 }, () => post('{}')));
    expect(new Set(genuine.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
