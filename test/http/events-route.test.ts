import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
const received: { body: string; headers: Readonly<Record<string, string | undefined>> }[] = [];
beforeAll(async () => {
  app = await startApp({
    access: { kind: 'password', password: 'only for the page' },
    receiveEvent: async (rawBody, headers) => {
      received.push({ body: new TextDecoder().decode(rawBody), headers });
      return rawBody.length === 0 ? { status: 400, body: {} } : { status: 200, body: { seen: true } };
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
  it('hands on every byte as it came, because the signature covers them', async () => {
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
});
