import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Middleware } from 'koa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addedOf, problemOf, type RunningApp, startApp, uploadForm } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** Sends path and headers as they are; fetch would tidy up the one and add to the other. */
function statusOf(path: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    call.on('error', reject).end();
  });
}

describe('the upload page', () => {
  it('is what one finds at /', async () => {
    const response = await fetch(`${app.url}/`, { redirect: 'manual' });
    expect([response.status, response.headers.get('Location')]).toEqual([302, '/upload']);
  });

  it.each([
    ['/upload', 'text/html; charset=utf-8'],
    ['/upload/', 'text/html; charset=utf-8'],
    ['/upload/upload-api.js', 'text/javascript; charset=utf-8'],
    ['/upload/upload.css', 'text/css; charset=utf-8'],
    ['/lib/element.js', 'text/javascript; charset=utf-8'],
    ['/lib/theme.css', 'text/css; charset=utf-8'],
    ['/syncs', 'text/html; charset=utf-8'],
    ['/sync/sync-page.js', 'text/javascript; charset=utf-8'],
  ])('%s is served as %s', async (path, type) => {
    const response = await fetch(app.url + path);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, type]);
  });

  it('gives an example of a roster away', async () => {
    const response = await fetch(`${app.url}/upload/template.csv`);
    expect(response.headers.get('Content-Disposition')).toContain('attachment');
    expect(await response.text()).toContain('用户ID,用户昵称');
  });

  it('is asked for again each time, and sent again only if it changed', async () => {
    const first = await fetch(`${app.url}/upload`);
    expect(first.headers.get('Cache-Control')).toBe('no-cache');
    expect(await statusOf('/upload', { 'If-None-Match': first.headers.get('ETag') ?? '' })).toBe(304);
    expect(await statusOf('/upload', { 'If-None-Match': 'W/"another"' })).toBe(200);
  });

  it('answers HEAD', async () => {
    const response = await fetch(`${app.url}/upload`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('Content-Length'))).toBeGreaterThan(100);
  });

  it.each([
    '/upload/../../package.json',
    '/upload/..%2f..%2fpackage.json',
    '/upload/%2e%2e/%2e%2e/package.json',
    '/upload/..%5c..%5cpackage.json',
    '/upload//etc/passwd',
    '/upload/%2fetc%2fpasswd',
    '/upload/upload.css%00.html',
    '/upload/.hidden',
    '/upload/%',
    '/upload/nothing.js',
    '/lib/../package.json',
    '/lib/..%2fsandbox/index.html',
    '/lib/..%2f..%2fpackage.json',
    '/lib/.hidden',
    '/sync/../upload/index.html',
    '/sync/nothing.js',
    '/lib/nothing.js',
    '/tsconfig.json',
    '/package.json',
  ])('leads nowhere else: %s', async (path) => {
    expect([400, 404]).toContain(await statusOf(path));
  });
});

/** The scripts that a script of a page loads, itself among them, by their address. */
function loadedBy(address: string, known = new Set<string>()): Set<string> {
  if (known.has(address)) return known;
  known.add(address);
  const text = readFileSync(new URL(`../../web${address}`, import.meta.url), 'utf8');
  for (const [, specifier = ''] of text.matchAll(/^import (?:.|\n)*?from '([^']+)';$/gm))
    loadedBy(new URL(specifier, `http://page${address}`).pathname, known);
  return known;
}

describe('every page', () => {
  it.each(['/upload', '/syncs', '/syncs/1'])(
    '%s names every script it loads, so that a phone gets them all at once',
    async (path) => {
      const body = uploadForm('用户ID\nu_1');
      await fetch(`${app.url}/api/syncs`, { method: 'POST', body });
      const page = await (await fetch(app.url + path)).text();
      const [, first = ''] = /module" src="([^"]+)"/.exec(page) ?? [];
      const named = [...page.matchAll(/modulepreload" href="([^"]+)"/g)].map(([, name]) => name);
      expect([first, ...named].sort()).toEqual([...loadedBy(first)].sort());
      expect(named.length).toBeGreaterThan(5);
      expect(page).not.toContain('<!-- include');
      expect(page).not.toMatch(/^ /m);
    },
  );
});

describe('the page of a sync', () => {
  it('is found under its number, and from its id', async () => {
    const body = uploadForm('用户ID\nu_1');
    const { id, number } = await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body }));
    const response = await fetch(`${app.url}/syncs/${number}`);
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
    expect(await response.text()).toContain(`data-sync="${id}"`);
    const led = await fetch(`${app.url}/syncs/${id}`, { redirect: 'manual' });
    expect([led.status, led.headers.get('Location')]).toEqual([303, `/syncs/${number}`]);
  });

  it.each(['0', '999999', '1e3', '-1', '01', 'x', '99999999999999999999', '%3Cscript%3E'])(
    'is a page that says so for %s',
    async (number) => {
      const response = await fetch(`${app.url}/syncs/${number}`, { headers: { Accept: 'text/html,*/*' } });
      expect([response.status, response.headers.get('Content-Type')]).toEqual([
        404,
        'text/html; charset=utf-8',
      ]);
      expect(await response.text()).toContain('没有找到这次同步');
    },
  );
});

describe('every answer', () => {
  it.each(['/upload', '/api/syncs', '/nowhere', '/healthz'])(
    '%s tells the browser to run nothing foreign',
    async (path) => {
      const { headers } = await fetch(app.url + path);
      const policy = headers.get('Content-Security-Policy');
      expect(policy).toMatch(/^default-src 'self';/);
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'self'");
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    },
  );

  it('that is no answer is JSON for scripts', async () => {
    expect(await problemOf(await fetch(`${app.url}/api/nowhere`))).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    expect(await problemOf(await fetch(`${app.url}/nowhere`))).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  });

  it('that is no answer is a page for people, with nothing of the address in it', async () => {
    const response = await fetch(`${app.url}/<script>`, { headers: { Accept: 'text/html,*/*' } });
    const page = await response.text();
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    expect(page).toContain('没有这个页面');
    expect(page).not.toContain('script');
    expect(page).not.toContain('管理员');
  });

  it('to a wrong method names the right ones', async () => {
    const response = await fetch(`${app.url}/api/syncs`, { method: 'DELETE' });
    expect(response.headers.get('Allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
    expect(await problemOf(response)).toMatchObject({ status: 405, code: 'method_not_allowed' });
  });

  it('shows nothing of what went wrong inside; the log does', async () => {
    const broken = await startApp({
      newId: () => {
        throw new Error('secret 张三 in /data/sync.sqlite');
      },
    });
    const response = await fetch(`${broken.url}/api/syncs`, { method: 'POST', body: uploadForm('x') });
    const text = await response.clone().text();
    expect(await problemOf(response)).toMatchObject({ status: 500, code: 'internal' });
    expect(text).not.toContain('sqlite');
    expect(broken.logged().join()).toContain('pages.test.ts');
    expect(broken.logged().join()).not.toMatch(/张三|sqlite/);
    await broken.close();
  });
});

describe('what machines ask', () => {
  it('/healthz: the process is up', async () => {
    expect(await (await fetch(`${app.url}/healthz`)).json()).toEqual({ ok: true, version: '0.0.0' });
  });

  const readiness = async (url: string) => {
    const response = await fetch(`${url}/readyz`);
    return [response.status, await response.json()];
  };

  it('/readyz: whether the service can work, and what is known of the rest', async () => {
    const known = { ready: true, feishu: 'ok', bot: 'off', version: '0.0.0' };
    expect(await readiness(app.url)).toEqual([200, known]);
  });

  it.each(['unknown', 'feishu_unreachable', 'wrong_app_secret'])(
    '/readyz: Feishu (%s) is no reason to start the service anew',
    async (feishu) => {
      const health = () => ({ isWorkerUp: true, feishu, bot: 'connecting' as const });
      const one = await startApp({ health });
      expect(await readiness(one.url)).toMatchObject([200, { ready: true, feishu, bot: 'connecting' }]);
      await one.close();
    },
  );

  it('/readyz: 503 while the worker is down', async () => {
    const health = () => ({ isWorkerUp: false, feishu: 'ok', bot: 'off' as const });
    const failing = await startApp({ health });
    expect(await readiness(failing.url)).toMatchObject([503, { ready: false, error: { code: 'not_ready' } }]);
    await failing.close();
  });

  it('/readyz: 503 while the store does not answer', async () => {
    const list = () => Promise.reject(new Error('disk full'));
    const failing = await startApp({ syncs: { ...app.syncs, list } });
    expect(await readiness(failing.url)).toMatchObject([503, { ready: false, error: { code: 'not_ready' } }]);
    await failing.close();
  });

  it('what they ask is logged at debug only', async () => {
    const watched = await startApp();
    for (const path of ['/healthz', '/readyz', '/metrics', '/upload']) await fetch(watched.url + path);
    const lines = watched.logged().map((line) => JSON.parse(line));
    const levels = lines.flatMap(({ route, level }) => (route === undefined ? [] : [[route, level]]));
    await watched.close();
    expect(levels).toEqual([
      ['/healthz', 20],
      ['/readyz', 20],
      ['/metrics', 20],
      ['/upload', 30],
    ]);
  });
});

describe('in sandbox mode', () => {
  const pages: Middleware = async (ctx, next) => {
    if (ctx.path !== '/sandbox') return next();
    ctx.body = 'both tables';
  };

  it('its pages are there and everything says that nothing is real', async () => {
    const sandbox = await startApp({ sandbox: true, sandboxPages: pages, botNotice: '机器人未启用' });
    expect(await (await fetch(`${sandbox.url}/sandbox`)).text()).toBe('both tables');
    const { id } = await addedOf(
      await fetch(`${sandbox.url}/api/syncs`, { method: 'POST', body: uploadForm('x') }),
    );
    const notice = '演示模式，未写入真实飞书';
    expect(await (await fetch(`${sandbox.url}/api/syncs/${id}`)).json()).toMatchObject({ notice });
    expect(await (await fetch(`${sandbox.url}/api/syncs`)).json()).toMatchObject({
      notice,
      botNotice: '机器人未启用',
      syncs: [{ notice }],
    });
    await sandbox.close();
  });
});

describe('the request log', () => {
  it('has method, route, status and time, and nothing of the person', async () => {
    const watched = await startApp();
    const body = uploadForm('u_secret,秘密', '秘密名单.csv', { course: '秘密课程' });
    const { id } = await addedOf(await fetch(`${watched.url}/api/syncs?name=秘密`, { method: 'POST', body }));
    await fetch(`${watched.url}/api/syncs/${id}?phone=19900001234`);
    await fetch(`${watched.url}/秘密`);
    const requests = watched.logged().map((line) => JSON.parse(line));
    expect(requests.filter(({ msg }) => msg === 'request')).toMatchObject([
      { method: 'POST', route: '/api/syncs', status: 202, ms: expect.any(Number) },
      { method: 'GET', route: '/api/syncs/:id', status: 200 },
      { method: 'GET', route: null, status: 404 },
    ]);
    expect(watched.logged().join('')).not.toMatch(new RegExp(`秘密|secret|1990000|${id}|%E7`));
    await watched.close();
  });
});
