import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problemOf, type RunningApp, startApp, uploadForm } from '../start-app.ts';

const password = '一个好密码: 共情';
const access = { kind: 'password', password, secret: 'app secret' } as const;
const start = Date.parse('2026-11-24T02:00:00Z');
const dayMs = 24 * 3_600_000;

let now = start;
let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ access, now: () => new Date(now) });
});
afterAll(() => app.close());
afterEach(() => {
  now = start;
});

function logIn(
  given: string,
  { next, to = app }: { next?: string; to?: RunningApp } = {},
): Promise<Response> {
  const body = new URLSearchParams({ password: given, ...(next === undefined ? {} : { next }) });
  return fetch(`${to.url}/login`, { method: 'POST', body, redirect: 'manual' });
}

/** As a browser would send them back. */
function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const open = (path: string, cookie: string, to = app) =>
  fetch(to.url + path, { headers: { cookie }, redirect: 'manual' });

describe('the form', () => {
  it.each(['/upload', '/', '/sandbox', '/upload?sync=7'])(
    'is where %s leads without a session',
    async (path) => {
      const response = await fetch(app.url + path, { redirect: 'manual' });
      expect(response.status).toBe(303);
      expect(response.headers.get('Location')).toBe(`/login?next=${encodeURIComponent(path)}`);
    },
  );

  it('shows itself and its own style to anybody', async () => {
    const page = await (await fetch(`${app.url}/login?next=/upload`)).text();
    expect(page).toContain('<form method="post">');
    expect(page).toContain('name="next" value="/upload"');
    expect(page).not.toMatch(/<script|style=|\{\{/);
    for (const path of ['/login/login.css', '/lib/theme.css'])
      expect((await fetch(app.url + path)).headers.get('Content-Type')).toContain('text/css');
  });

  it('begins by saying so where Feishu is only a stand-in', async () => {
    const demo = await startApp({ access, sandbox: true });
    expect(await (await fetch(`${demo.url}/login`)).text()).toMatch(
      /<main>\s*<p class="notice">演示模式，未写入真实飞书</,
    );
    await demo.close();
    expect(await (await fetch(`${app.url}/login`)).text()).not.toContain('演示');
  });

  it('a wrong password is told, with the form once more', async () => {
    const response = await logIn('wrong', { next: '/sandbox' });
    const page = await response.text();
    expect([response.status, response.headers.getSetCookie()]).toEqual([401, []]);
    expect(page).toContain('密码不对。');
    expect(page).toContain('value="/sandbox"');
    expect(page).not.toContain('wrong');
  });

  it('does not exist where nobody has to log in', async () => {
    const local = await startApp();
    expect((await fetch(`${local.url}/login`)).status).toBe(404);
    await local.close();
  });
});

describe('the right password', () => {
  it('opens page and API, and leads to what was wanted', async () => {
    const response = await logIn(password, { next: '/sandbox' });
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/sandbox']);
    const cookie = cookiesOf(response);
    expect((await open('/upload', cookie)).status).toBe(200);
    expect((await open('/api/syncs', cookie)).status).toBe(200);
    expect((await open('/login?next=/upload', cookie)).headers.get('Location')).toBe('/upload');
  });

  it('gives a cookie that scripts and other sites do not get, and that holds no secret', async () => {
    const cookies = (await logIn(password)).headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; path=\//i);
      expect(cookie).toMatch(/; httponly/i);
      expect(cookie).toMatch(/; samesite=lax/i);
      expect(cookie).toMatch(/; expires=/i);
      expect(cookie).not.toMatch(/; secure/i);
    }
    const [, value = ''] = /nvc_session=([^;]+)/.exec(cookies.join()) ?? [];
    expect(JSON.parse(Buffer.from(value, 'base64url').toString())).toEqual({
      expiresAt: start + 7 * dayMs,
      value: { id: expect.any(String), name: null, person: null },
    });
  });

  it.each([
    ['https://sync.example.org', {}],
    ['http://sync.example.org', { 'X-Forwarded-Proto': 'https' }],
  ])('over https (%s, %j) only https carries the cookie', async (publicUrl, headers) => {
    const proxied = await startApp({ access, publicUrl });
    const body = new URLSearchParams({ password });
    const response = await fetch(`${proxied.url}/login`, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    });
    for (const cookie of response.headers.getSetCookie()) {
      expect(cookie).toMatch(/^__Host-nvc_session/);
      expect(cookie).toMatch(/; secure/i);
      expect(cookie).not.toMatch(/; domain/i);
    }
    expect(response.headers.getSetCookie()).toHaveLength(2);
    const cookie = cookiesOf(response);
    const upload = await fetch(`${proxied.url}/upload`, { headers: { ...headers, cookie } });
    expect([upload.status, upload.redirected]).toEqual([200, false]);
    await proxied.close();
  });
});

describe('a session', () => {
  it('ends by itself, whatever the browser keeps', async () => {
    const cookie = cookiesOf(await logIn(password));
    now = start + 7 * dayMs - 1;
    expect((await open('/upload', cookie)).status).toBe(200);
    now = start + 7 * dayMs;
    expect((await open('/upload', cookie)).status).toBe(303);
  });

  it('ends with the logout', async () => {
    const cookie = cookiesOf(await logIn(password));
    const headers = { cookie, Origin: app.url };
    const response = await fetch(`${app.url}/logout`, { method: 'POST', headers, redirect: 'manual' });
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/login']);
    expect(response.headers.getSetCookie().join()).toMatch(/nvc_session=;.*1970/);
  });

  it.each([
    ['password', { ...access, password: 'another password' }],
    ['app secret', { ...access, secret: 'another secret' }],
  ])('ends when the %s changes', async (_, changed) => {
    const cookie = cookiesOf(await logIn(password));
    const restarted = await startApp({ access: changed, now: () => new Date(now) });
    expect((await open('/upload', cookie, restarted)).status).toBe(303);
    await restarted.close();
  });

  it('outlives a restart', async () => {
    const cookie = cookiesOf(await logIn(password));
    const restarted = await startApp({ access, now: () => new Date(now) });
    expect((await open('/upload', cookie, restarted)).status).toBe(200);
    await restarted.close();
  });

  it('cannot be made up, prolonged or signed by another key', async () => {
    const cookies = cookiesOf(await logIn(password));
    const forged = Buffer.from(
      JSON.stringify({ expiresAt: start + 99 * dayMs, value: { id: 'x', name: null, person: null } }),
    ).toString('base64url');
    const [, value = '', signature = ''] = /nvc_session=(.*); nvc_session\.sig=(.*)/.exec(cookies) ?? [];
    for (const cookie of [
      `nvc_session=${forged}`,
      `nvc_session=${value}`,
      `nvc_session=${forged}; nvc_session.sig=${signature}`,
      `nvc_session=${value}; nvc_session.sig=${signature.slice(0, -1)}`,
      `nvc_session=${value}x; nvc_session.sig=${signature}`,
    ])
      expect((await open('/upload', cookie)).status).toBe(303);
  });

  it('is a new one with each login, also for who brought one along', async () => {
    const first = cookiesOf(await logIn(password));
    const body = new URLSearchParams({ password });
    const headers = { cookie: first };
    const again = await fetch(`${app.url}/login`, { method: 'POST', body, headers, redirect: 'manual' });
    expect(cookiesOf(again)).toMatch(/nvc_session=.+nvc_session\.sig=/);
    expect(cookiesOf(again)).not.toBe(first);
  });
});

describe('what a cookie opens', () => {
  const upload = (cookie: string, headers: Record<string, string>) =>
    fetch(`${app.url}/api/syncs`, { method: 'POST', body: uploadForm('x'), headers: { cookie, ...headers } });

  it.each<[Record<string, string>, number]>([
    [{ 'Sec-Fetch-Site': 'same-origin' }, 202],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{}, 403],
  ])('to a request with %j: %d', async (headers, status) => {
    expect((await upload(cookiesOf(await logIn(password)), headers)).status).toBe(status);
  });

  it('to our own page over plain http, where browsers say only Origin', async () => {
    expect((await upload(cookiesOf(await logIn(password)), { Origin: app.url })).status).toBe(202);
  });

  it.each(['/login', '/logout'])('another site cannot make a browser use %s', async (path) => {
    const headers = { 'Sec-Fetch-Site': 'cross-site' };
    const body = new URLSearchParams({ password });
    const response = await fetch(app.url + path, { method: 'POST', body, headers, redirect: 'manual' });
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
  });
});

describe('who guesses', () => {
  const attempt = (to: RunningApp, given: string, from: string) =>
    fetch(`${to.url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ password: given }),
      headers: { 'X-Forwarded-For': from },
      redirect: 'manual',
    });

  async function guess(to: RunningApp, from: (count: number) => string): Promise<Response> {
    for (let count = 0; count < 30; count++) await attempt(to, `guess ${count}`, from(count));
    return attempt(to, password, from(30));
  }

  it('must wait, even with the right one, and is told how long', async () => {
    const guessed = await startApp({ access, publicUrl: 'https://sync.example.org' });
    const response = await guess(guessed, () => '203.0.113.5');
    expect([response.status, response.headers.getSetCookie()]).toEqual([429, []]);
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await response.text()).toContain('密码输错的次数太多。');
    expect((await attempt(guessed, password, '203.0.113.6')).status).toBe(303);
    await guessed.close();
  });

  it('cannot change the address by what it writes into a header', async () => {
    const proxied = await startApp({ access, publicUrl: 'https://sync.example.org' });
    expect((await guess(proxied, (count) => `198.51.100.${count}, 203.0.113.5`)).status).toBe(429);
    const direct = await startApp({ access });
    expect((await guess(direct, (count) => `198.51.100.${count}`)).status).toBe(429);
    await Promise.all([proxied.close(), direct.close()]);
  });

  it('is over after a hundred wrong ones by one proxy, whomever it says they come from', async () => {
    const proxied = await startApp({ access, publicUrl: 'https://sync.example.org' });
    const statuses: number[] = [];
    for (let count = 0; count < 101; count++) {
      const from = `198.51.${Math.floor(count / 200)}.${count % 200}`;
      statuses.push((await attempt(proxied, 'wrong password', from)).status);
    }
    expect(statuses.slice(0, 100)).not.toContain(429);
    expect(statuses[100]).toBe(429);
    expect((await attempt(proxied, password, '203.0.113.5')).status).toBe(429);
    await proxied.close();
  });

  it('is counted by HTTP Basic too; a script that knows it is not', async () => {
    const scripted = await startApp({ access });
    const ask = (given: string) =>
      fetch(`${scripted.url}/api/syncs`, {
        headers: { Authorization: `Basic ${Buffer.from(`x:${given}`).toString('base64')}` },
      });
    const known = await Promise.all(Array.from({ length: 100 }, () => ask(password)));
    expect(new Set(known.map(({ status }) => status))).toEqual(new Set([200]));
    for (let count = 0; count < 10; count++) expect((await ask('wrong')).status).toBe(401);
    expect(await problemOf(await ask(password))).toMatchObject({ status: 429, code: 'too_many_tries' });
    await scripted.close();
  });
});
