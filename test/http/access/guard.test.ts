import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf, type RunningApp, startApp, uploadForm } from '../start-app.ts';

/** Sends headers that fetch keeps to itself, such as `Host`. */
function ask(
  url: string,
  method: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    call.on('error', reject).end();
  });
}

const guarded = [
  '/',
  '/upload',
  '/upload/index.html',
  '/syncs',
  '/syncs/1',
  '/sync/list.html',
  '/api/syncs',
  '/metrics',
  '/sandbox',
  '/nowhere',
];
const open = ['/healthz', '/readyz'];
/** Of the pages that turn people away. */
const openFiles = [
  ...['/lib/theme.css', '/lib/plain-page.css', '/lib/copy-problem.js', '/lib/copy-text.js'],
  ...['/lib/note-of.js', '/lib/words.js'],
];

describe('without a password', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it.each(guarded)('%s is for this machine only', async (path) => {
    const { status, text } = await ask(app.url + path, 'GET', { Host: 'sync.example.org' });
    expect([status, JSON.parse(text).error.code]).toEqual([403, 'local_only']);
    expect(text).toMatch(/UPLOAD_PASSWORD.*UPLOAD_LOGIN/);
  });

  it('tells people so on a page that can be copied for the administrator', async () => {
    const headers = { Host: 'sync.example.org', Accept: 'text/html' };
    const { text } = await ask(`${app.url}/upload`, 'GET', headers);
    expect(text).toMatch(/data-code="local_only".*复制给管理员/);
  });

  it.each(guarded)('%s is closed to what comes through a proxy', async (path) => {
    expect((await ask(app.url + path, 'GET', { 'X-Forwarded-For': '127.0.0.1' })).status).toBe(403);
  });

  it('is closed to a proxy that says nothing of itself, as nginx out of the box', async () => {
    const { host, hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.end(`GET /upload HTTP/1.0\r\nHost: ${host}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it.each(['/api/syncs', '/metrics', '/nowhere'])('what %s answers stays in no cache', async (path) => {
    expect((await fetch(app.url + path)).headers.get('Cache-Control')).toBe('no-store');
  });

  it.each(openFiles)('%s is what the page that says so is made of', async (path) => {
    expect((await ask(app.url + path, 'GET', { Host: 'sync.example.org' })).status).toBe(200);
  });

  it.each(open)('%s answers every probe', async (path) => {
    expect((await ask(app.url + path, 'GET', { Host: 'sync.example.org' })).status).toBe(200);
  });

  it.each<Record<string, string>>([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
  ])('another site cannot make a browser upload: %o', async (headers) => {
    const response = await fetch(`${app.url}/api/syncs`, { method: 'POST', body: uploadForm('x'), headers });
    expect(await problemOf(response)).toMatchObject({ status: 403, code: 'cross_site' });
  });

  it('another site may link to the page', async () => {
    const { status } = await ask(`${app.url}/upload`, 'GET', { 'Sec-Fetch-Site': 'cross-site' });
    expect(status).toBe(200);
  });

  it('the page itself may upload', async () => {
    const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: app.url };
    const response = await fetch(`${app.url}/api/syncs`, { method: 'POST', body: uploadForm('x'), headers });
    expect(response.status).toBe(202);
  });
});

describe('with a password', () => {
  const password = '一个好密码: 共情';
  const authorization = `Basic ${Buffer.from(`staff:${password}`).toString('base64')}`;
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ access: { kind: 'password', password, secret: 'app secret' } });
  });
  afterAll(() => app.close());

  it.each([
    '/api/syncs',
    '/api/syncs/1',
    '/metrics',
    '/sandbox/api/chat',
    '/upload/upload.js',
    '/lib/element.js',
  ])('%s asks for it, and not by a window of the browser', async (path) => {
    const response = await fetch(app.url + path, { redirect: 'manual' });
    expect(response.headers.get('WWW-Authenticate')).toBe('Cookie realm="NVC learner sync"');
    expect(await problemOf(response)).toMatchObject({ status: 401, code: 'login_required' });
  });

  it('a script that gives a wrong one is asked for another', async () => {
    const wrong = `Basic ${Buffer.from('staff:wrong').toString('base64')}`;
    const response = await fetch(`${app.url}/api/syncs`, { headers: { Authorization: wrong } });
    expect(response.headers.get('WWW-Authenticate')).toBe('Basic realm="NVC learner sync", charset="UTF-8"');
    expect(await problemOf(response)).toMatchObject({ status: 401, code: 'login_required' });
  });

  it('it opens the page from anywhere, through proxies too', async () => {
    const headers = {
      Authorization: authorization,
      Host: 'sync.example.org',
      'X-Forwarded-For': '203.0.113.5',
    };
    expect((await ask(`${app.url}/upload`, 'GET', headers)).status).toBe(200);
  });

  it('a known password does not let another site act', async () => {
    const headers = { Authorization: authorization, 'Sec-Fetch-Site': 'cross-site' };
    const response = await fetch(`${app.url}/api/syncs`, { method: 'POST', body: uploadForm('x'), headers });
    expect(await problemOf(response)).toMatchObject({ status: 403, code: 'cross_site' });
  });

  it.each(open)('%s answers every probe', async (path) => {
    expect((await fetch(app.url + path)).status).toBe(200);
  });
});
