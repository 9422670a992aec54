import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { type Harness, openHarness } from '../support/processes.ts';
import { sampleFile } from '../support/samples.ts';
import { type Call, httpsClient } from './https-client.ts';
import { type RunningNginx, startNginx } from './start-nginx.ts';

const password = 'long enough';
let harness: Harness;
let nginx: RunningNginx;
let httpPort: number;
let publicUrl: string;
let browser: ReturnType<typeof httpsClient>;
beforeAll(async () => {
  const [servicePort, httpsPort] = [await freePort(), await freePort()];
  httpPort = await freePort();
  publicUrl = `https://127.0.0.1:${httpsPort}`;
  const settings = { PUBLIC_URL: publicUrl, UPLOAD_PASSWORD: password, PORT: String(servicePort) };
  harness = await openHarness(settings);
  nginx = await startNginx({ service: `http://127.0.0.1:${servicePort}`, httpPort, httpsPort });
  browser = httpsClient(publicUrl, nginx.certificate);
});
afterAll(async () => {
  await nginx?.close();
  await harness?.close();
});

const form = (given: string) => new URLSearchParams({ password: given });

async function logIn(): Promise<Record<string, string>> {
  const { headers } = await browser.fetch('/login', { method: 'POST', body: form(password) });
  const cookies = headers['set-cookie'] ?? [];
  expect(cookies.every((cookie) => /; secure/i.test(cookie))).toBe(true);
  // As browsers do with everything that changes something.
  return { origin: publicUrl, cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') };
}

function uploadOf(bytes: Uint8Array): Call {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(bytes)]), '名单.csv');
  return { method: 'POST', body };
}

it('plain http leads to https, to the same page', async () => {
  const { status, headers } = await fetch(`http://127.0.0.1:${httpPort}/upload?x=1`, { redirect: 'manual' });
  expect(status).toBe(301);
  expect(headers.get('location')).toBe(`https://127.0.0.1:${httpPort}/upload?x=1`);
});

it('whoever opens the page has to log in, and can', async () => {
  const { status, headers } = await browser.fetch('/upload');
  expect([status, headers.location]).toEqual([303, '/login?next=%2Fupload']);
  const page = await browser.fetch('/upload', { headers: await logIn() });
  expect(page.status).toBe(200);
  expect(page.body).toContain('上传CSV文件');
});

it('what is searched for stands in no log', async () => {
  const sought = encodeURIComponent('张三');
  const { status } = await browser.fetch(`/api/syncs?q=${sought}`, { headers: await logIn() });
  expect(status).toBe(200);
  await eventually(() => expect(nginx.accessLog()).toContain('"GET /api/syncs" 200'));
  expect(nginx.accessLog()).not.toContain(sought);
});

it('a file is taken, and its progress arrives while it happens, not at its end', async () => {
  const headers = await logIn();
  const roster = sampleFile('roster-no-course-date.csv');
  const taken = await browser.fetch('/api/syncs', { ...uploadOf(roster.bytes), headers });
  expect(taken.status).toBe(202);
  const { id } = JSON.parse(taken.body) as { id: string };
  // This one asks for course and date: its events end only after somebody has answered.
  let answered = false;
  let seen = '';
  for await (const chunk of browser.stream(`/api/syncs/${id}/events`, { headers })) {
    seen += chunk;
    if (answered || !seen.includes('"status":"needs_input"')) continue;
    answered = true;
    const answer = await browser.fetch(`/api/syncs/${id}/input`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ course: '入门', date: '2026-05-16' }),
    });
    expect(answer.status).toBeLessThan(300);
  }
  expect(seen).toMatch(/"status":"(?:succeeded|partial)"/);
});

it('the largest file passes; a larger one is refused', async () => {
  const headers = await logIn();
  const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024).fill(0x61);
  expect((await browser.fetch('/api/syncs', { ...uploadOf(megabytes(20)), headers })).status).toBe(202);
  expect((await browser.fetch('/api/syncs', { ...uploadOf(megabytes(21)), headers })).status).toBe(413);
});

it('tries are counted by who makes them, whatever address they write into their headers', async () => {
  const attempt = async (from: string, claimed: string) => {
    const headers = { 'x-forwarded-for': claimed };
    return (await browser.fetch('/login', { method: 'POST', body: form('wrong'), from, headers })).status;
  };
  const statuses: number[] = [];
  while (statuses.at(-1) !== 429 && statuses.length < 40)
    statuses.push(await attempt('127.0.0.1', `203.0.113.${statuses.length}`));
  expect(statuses.at(0)).toBe(401);
  expect(statuses.at(-1)).toBe(429);
  expect(await attempt('127.0.0.2', '203.0.113.1')).toBe(401);
});
