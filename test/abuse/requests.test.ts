import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventTimeoutMs } from '../../src/http/event-route.ts';
import { serverLimits } from '../../src/http/server-limits.ts';
import { emptySummary } from '../../src/sync/sync-report.ts';
import { minuteOf } from '../contract/store-place.ts';
import { addedOf, problemOf, type RunningApp, startApp, uploadForm } from '../http/start-app.ts';
import { untilClosed } from '../support/until-closed.ts';
import { sampleFailure, sampleReport } from '../wording/sample-sync.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** Sends bytes as they are. @returns all that comes back, once the other side has closed the connection */
async function sendBytes({ url }: RunningApp, pieces: readonly string[], gapMs = 0): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk)).on('error', () => undefined);
  const closed = untilClosed(socket);
  for (const piece of pieces) {
    if (socket.destroyed) break;
    socket.write(piece);
    await sleep(gapMs);
  }
  await closed;
  return answer;
}

const postJson = (path: string, body: string) =>
  fetch(`${app.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

describe('a request that takes too much ends', () => {
  it('with headers of more than 16 KB', async () => {
    const answer = await sendBytes(app, [
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`,
    ]);
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
  });

  it.each([
    [
      'the headers come by drops',
      ['GET /healthz HTTP/1.1\r\n', ...Array.from({ length: 40 }, () => 'a: b\r\n')],
    ],
    [
      'the body comes by drops',
      [
        'POST /api/syncs HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n',
        ...Array.from({ length: 40 }, () => '-'),
      ],
    ],
  ])('where %s', async (_, pieces) => {
    const impatient = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 };
    const hurried = await startApp({}, { ...serverLimits, ...impatient });
    // Sent to the end it would take two seconds more.
    expect(await sendBytes(hurried, pieces, 60)).toMatch(/^(?:HTTP\/1.1 408 |$)/);
    await hurried.close();
  });
});

it('an idle connection is kept for longer than what stands in front keeps it', async () => {
  const answer = await fetch(`${app.url}/healthz`);
  const [, seconds] = /timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '') ?? [];
  expect(Number(seconds)).toBeGreaterThan(120);
});

describe('an event that does not come at once', () => {
  afterEach(() => vi.useRealTimers());

  it('is not waited for: whoever sends it may be anybody, and its bytes lie in memory', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const open = await startApp({ receiveEvent: async () => ({ status: 200, body: {} }) });
    const head = 'POST /feishu/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n';
    const answered = sendBytes(open, [head, '{'], 100);
    // However long it takes until the bytes are there, and the time for the rest begins.
    let isAnswered = false;
    void answered.then(() => (isAnswered = true));
    while (!isAnswered) {
      await sleep(50);
      vi.advanceTimersByTime(eventTimeoutMs);
    }
    expect(await answered).not.toContain(' 200 ');
    expect(open.logged().join('')).not.toContain('"level":50');
    await open.close();
  });
});

describe('the name of a file', () => {
  /** Of a sync whose file was called so, the headers with which its failed rows are downloaded. */
  async function headersOf(fileName: string): Promise<string> {
    const response = await fetch(`${app.url}/api/syncs`, {
      method: 'POST',
      body: uploadForm('用户ID', fileName),
    });
    const { id } = await addedOf(response);
    const report = sampleReport({
      summary: { ...emptySummary, rows: 1, rowsFailed: 1 },
      failures: [sampleFailure({ line: 2, code: 'missing_user_id' })],
    });
    await app.syncs.finish(id, { status: 'failed', report, changes: null, error: null }, minuteOf(1));
    return sendBytes(app, [
      `GET /api/syncs/${id}/failures.csv HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    ]);
  }

  it.each([
    'a\r\nSet-Cookie: x=1.csv',
    'a\nX-Injected: 1.csv',
    'a\u2028X-Injected: 1.csv',
    'a"; filename="evil.exe',
    'a%0d%0aX-Injected: 1.csv',
    'a;x=y\u0000.csv',
    '\ud800.csv',
    `${'长'.repeat(5000)}.csv`,
  ])('cannot add a header, nor another name, to its download: %j', async (fileName) => {
    const [head = ''] = (await headersOf(fileName)).split('\r\n\r\n');
    const lines = head.split('\r\n');
    expect(lines[0]).toBe('HTTP/1.1 200 OK');
    expect(lines.filter((line) => /^(?:set-cookie|x-injected)/i.test(line))).toEqual([]);
    const disposition = lines.filter((line) => /^content-disposition:/i.test(line));
    expect(disposition).toEqual([
      expect.stringMatching(
        /^content-disposition: attachment; filename="failures-\d+\.csv"; filename\*=UTF-8''[\w.%!~*'()-]+$/i,
      ),
    ]);
  });
});

describe('keys that mean something to JavaScript', () => {
  const hostile = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

  it.each(hostile)('%s as a field of a form is a field like any other', async (name) => {
    const form = uploadForm('用户ID', '名单.csv', { [name]: 'polluted', [`${name}.polluted`]: 'yes' });
    const response = await fetch(`${app.url}/api/syncs`, { method: 'POST', body: form });
    expect(response.status).toBe(202);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each(hostile)('%s in JSON is left alone', async (name) => {
    const { id } = await addedOf(
      await fetch(`${app.url}/api/syncs`, { method: 'POST', body: uploadForm('x') }),
    );
    const body = `{"${name}":{"polluted":true,"newDate":true,"course":"x","confirm":true}}`;
    for (const action of ['input', 'rerun', 'cancel'])
      expect([200, 400, 409]).toContain((await postJson(`/api/syncs/${id}/${action}`, body)).status);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect((await app.syncs.get(id))?.input).toMatchObject({ course: null, addUnderNewDate: false });
  });

  it.each(hostile)('%s in an address is no sync and no limit', async (name) => {
    expect(await problemOf(await fetch(`${app.url}/api/syncs/${name}`))).toMatchObject({
      code: 'sync_not_found',
    });
    expect((await fetch(`${app.url}/api/syncs?limit=5&${name}=1&limit[${name}]=1`)).status).toBe(200);
  });
});

describe('what names a sync', () => {
  it('is never its number, and never a pattern', async () => {
    const { id, number } = await addedOf(
      await fetch(`${app.url}/api/syncs`, { method: 'POST', body: uploadForm('x') }),
    );
    const guesses = [
      String(number),
      `%23${number}`,
      id.slice(0, -1),
      `${id.slice(0, -1)}_`,
      '%25',
      id.toUpperCase(),
      `${id}%20`,
    ];
    for (const guess of guesses) {
      const response = await fetch(`${app.url}/api/syncs/${guess}`);
      expect([guess, response.status]).toEqual([guess, 404]);
    }
  });

  it('is random throughout: a version 4 UUID', async () => {
    const ids = new Set<string>();
    for (let count = 0; count < 20; count += 1)
      ids.add(
        (await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body: uploadForm('x') }))).id,
      );
    expect(ids.size).toBe(20);
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});

describe('who sends file after file', () => {
  it('has to wait after 200 in a minute, and is told how long; others are not held up', async () => {
    const busy = await startApp({
      publicUrl: 'https://sync.example.org',
      access: { kind: 'password', password: 'a long password', secret: 'secret' },
    });
    const send = (from: string) =>
      fetch(`${busy.url}/api/syncs`, {
        method: 'POST',
        body: 'no file',
        headers: { 'x-forwarded-for': from, authorization: `Basic ${btoa('x:a long password')}` },
      });
    const statuses = await Promise.all(
      Array.from({ length: 201 }, async () => (await send('203.0.113.5')).status),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    const refused = await send('203.0.113.5');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(refused)).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect((await send('203.0.113.6')).status).toBe(400);
    await busy.close();
  });
});
