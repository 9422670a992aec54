import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoginOptions, openLogin } from '../../../src/feishu/login/open-login.ts';
import { createLog } from '../../../src/log.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { people } from '../../../src/sandbox/state/people.ts';
import type { Clock } from '../../../src/sync/clock.ts';
import { control } from '../../feishu/sandbox-base.ts';
import { sampleNeeds, sampleReason } from '../../wording/sample-sync.ts';
import { finishSync } from '../finish-sync.ts';
import { problemOf, type RunningApp, startApp, uploadForm } from '../start-app.ts';
import { type CookieJar, createCookieJar } from './cookie-jar.ts';

const [wang, li, guest] = people.map(({ openId }) => openId);
const start = Date.parse('2026-11-24T02:00:00Z');
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const inClient = { 'User-Agent': 'Mozilla/5.0 Lark/7.50.5 LarkLocale/zh_CN ChannelName/Feishu' };

let now: number;
let sandbox: Sandbox;
const opened: RunningApp[] = [];
beforeEach(async () => {
  now = start;
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, dataDir: null, seed: 'empty', now: () => now });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close()));
  await sandbox.close();
});

interface Settings {
  allowedUsers?: string[];
  scriptPassword?: string;
  publicUrl?: string;
  options?: Partial<LoginOptions>;
}

/** The service as it logs people in at the stand-in. */
async function open(settings: Settings = {}): Promise<RunningApp> {
  const { allowedUsers = [], scriptPassword = null, publicUrl = null, options = {} } = settings;
  const clock: Clock = { now: () => now, monotonic: () => now, sleep: async () => {} };
  const login = openLogin({
    appId: sandbox.appId,
    appSecret: sandbox.appSecret,
    domain: sandbox.url,
    allowed: { users: new Set(allowedUsers), chats: new Set() },
    clock,
    random: () => 1,
    log: createLog('silent'),
    callTimeoutMs: 2_000,
    ...options,
  });
  const allowed = JSON.stringify(allowedUsers);
  const access = { kind: 'feishu', login, allowed, scriptPassword, secret: 'app secret' } as const;
  const app = await startApp({ access, publicUrl, now: () => new Date(now) });
  opened.push(app);
  return app;
}

const locationOf = (response: Response) => response.headers.get('Location') ?? '';

/** Presses the button, and answers at Feishu. @returns the address that Feishu sends the browser back to */
async function goAndAnswer(jar: CookieJar, app: RunningApp, answer: string | undefined, next = '/upload') {
  const begun = await jar.get(`${app.url}/login/feishu?next=${encodeURIComponent(next)}`);
  const authorize = locationOf(begun);
  return locationOf(await fetch(`${authorize}&answer=${answer}`, { redirect: 'manual' }));
}

async function logIn(jar: CookieJar, app: RunningApp, who = wang, next?: string): Promise<Response> {
  return jar.get(await goAndAnswer(jar, app, who, next));
}

describe('the way to Feishu', () => {
  it('begins at a page with one button', async () => {
    const app = await open();
    const jar = createCookieJar();
    const away = await jar.get(`${app.url}/upload?sync=7`);
    expect([away.status, locationOf(away)]).toEqual([303, '/login?next=%2Fupload%3Fsync%3D7']);
    const page = await (await jar.get(app.url + locationOf(away))).text();
    expect(page).toContain('href="/login/feishu?next=%2Fupload%3Fsync%3D7">用飞书登录</a>');
    expect(page).not.toMatch(/<form|<script(?! type="module" src="\/login\/copy-open-id\.js"><)|style=|\{\{/);
  });

  it('needs no button inside the client, where Feishu asks nothing', async () => {
    const app = await open();
    const jar = createCookieJar();
    const away = await jar.get(`${app.url}/upload`, inClient);
    expect(locationOf(away)).toBe('/login/feishu?next=%2Fupload');
    const begun = await jar.get(app.url + locationOf(away), inClient);
    const answered = await fetch(locationOf(begun), { redirect: 'manual', headers: inClient });
    const back = await jar.get(locationOf(answered), inClient);
    expect([back.status, locationOf(back)]).toEqual([303, '/upload']);
    expect((await jar.get(`${app.url}/upload`)).status).toBe(200);
  });

  it('begins with the button inside the client too after the logout', async () => {
    const app = await open();
    const jar = createCookieJar();
    await logIn(jar, app);
    const out = await jar.post(`${app.url}/logout`, { ...inClient, Origin: app.url });
    expect(locationOf(out)).toBe('/login');
    expect((await jar.get(`${app.url}/login`, inClient)).status).toBe(200);
  });

  it('takes a state and a challenge along that are new each time, and never the verifier', async () => {
    const app = await open();
    const ways = await Promise.all([1, 2].map(() => createCookieJar().get(`${app.url}/login/feishu`)));
    const [one, two] = ways.map((way) => new URL(locationOf(way)).searchParams);
    for (const name of ['state', 'code_challenge'])
      expect([one?.get(name)?.length, one?.get(name) === two?.get(name)]).toEqual([43, false]);
    expect(one?.get('redirect_uri')).toBe(`${app.url}/login/feishu/callback`);
    expect(String(one)).not.toContain('verifier');
  });

  it('leads back to PUBLIC_URL, whatever Host says', async () => {
    const app = await open({ publicUrl: 'https://sync.example.org' });
    const begun = await createCookieJar().get(`${app.url}/login/feishu`, {
      'X-Forwarded-Host': 'evil.example',
    });
    const { searchParams } = new URL(locationOf(begun));
    expect(searchParams.get('redirect_uri')).toBe('https://sync.example.org/login/feishu/callback');
  });

  it('without PUBLIC_URL is open to this machine only', async () => {
    const app = await open();
    const response = await createCookieJar().get(`${app.url}/login/feishu`, { 'X-Forwarded-For': '1.2.3.4' });
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
    expect(await response.text()).toContain('PUBLIC_URL');
  });

  it('keeps what it needs in a cookie that scripts and other sites do not get, for ten minutes', async () => {
    const app = await open({ publicUrl: 'https://sync.example.org' });
    const cookies = (await createCookieJar().get(`${app.url}/login/feishu`)).headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-nvc_login(\.sig)?=/);
      expect(cookie).toMatch(/; path=\/; expires=.*; samesite=lax; secure; httponly/i);
    }
  });
});

describe('who comes back', () => {
  it('is logged in, and gets where one wanted', async () => {
    const app = await open();
    const jar = createCookieJar();
    const response = await logIn(jar, app, wang, '/sandbox?x=1');
    expect([response.status, locationOf(response)]).toEqual([303, '/sandbox?x=1']);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const list = await jar.get(`${app.url}/api/syncs`);
    expect(await list.json()).toMatchObject({ canLogOut: true, loggedInAs: '小王' });
    expect(jar.cookies()).not.toContain('nvc_login');
  });

  it('is named beside what one uploads and does again', async () => {
    const app = await open();
    const jar = createCookieJar();
    await logIn(jar, app, wang, '/upload');
    const ownPage = { 'Sec-Fetch-Site': 'same-origin' };
    const sent = await jar.post(`${app.url}/api/syncs`, ownPage, uploadForm('用户ID\n'));
    const { id } = (await sent.json()) as { id: string };
    await finishSync(app.syncs, id);
    await jar.post(`${app.url}/api/syncs/${id}/rerun`, ownPage);
    const { syncs } = (await (await jar.get(`${app.url}/api/syncs`)).json()) as { syncs: object[] };
    expect(syncs).toMatchObject([{ askedBy: '小王', rerunOf: id }, { askedBy: '小王' }]);
  });

  it.each([
    ['only whoever sent a file', [], 403],
    ['who is named as well', [wang ?? '', li ?? ''], 200],
  ])('settles doubts about it: %s', async (_, allowedUsers, status) => {
    const app = await open({ allowedUsers });
    const [sender, other] = [createCookieJar(), createCookieJar()];
    await logIn(sender, app, wang);
    await logIn(other, app, li);
    const sent = await sender.post(
      `${app.url}/api/syncs`,
      { 'Sec-Fetch-Site': 'same-origin' },
      uploadForm('x'),
    );
    const { id } = (await sent.json()) as { id: string };
    const ask = async () => {
      await app.syncs.start(id);
      await app.syncs.waitForInput(id, sampleNeeds({ confirm: [sampleReason('many_updates')] }), null);
    };
    const confirm = (jar: CookieJar) =>
      fetch(`${app.url}/api/syncs/${id}/input`, {
        method: 'POST',
        headers: { cookie: jar.cookies(), Origin: app.url, 'Content-Type': 'application/json' },
        body: JSON.stringify({ confirm: ['many_updates'] }),
      });
    await ask();
    const answer = await confirm(other);
    expect(answer.status).toBe(status);
    if (status === 403) expect(await problemOf(answer)).toMatchObject({ code: 'not_yours' });
    else await ask();
    expect((await confirm(sender)).status).toBe(200);
    expect((await app.syncs.get(id))?.input.confirmed).toMatchObject([{ by: wang }]);
  });

  it('gets a session that says the name and holds no secret', async () => {
    const jar = createCookieJar();
    await logIn(jar, await open());
    const [, value = ''] = /nvc_session=([^;]+)/.exec(jar.cookies()) ?? [];
    expect(JSON.parse(Buffer.from(value, 'base64url').toString())).toEqual({
      expiresAt: start + dayMs,
      value: {
        ...{ id: expect.any(String), name: '小王' },
        person: { openId: wang, mayForOthers: false },
      },
    });
  });

  it('may upload from our own page only', async () => {
    const app = await open();
    const jar = createCookieJar();
    await logIn(jar, app);
    const upload = (headers: Record<string, string>) =>
      fetch(`${app.url}/api/syncs`, {
        method: 'POST',
        body: uploadForm('x'),
        headers: { cookie: jar.cookies(), ...headers },
      });
    expect((await upload({ Origin: app.url })).status).toBe(202);
    expect(await problemOf(await upload({ 'Sec-Fetch-Site': 'cross-site' }))).toMatchObject({
      code: 'cross_site',
    });
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/.//evil.example', '/logout'])(
    'is not led to %s',
    async (next) => {
      expect(locationOf(await logIn(createCookieJar(), await open(), wang, next))).toBe('/upload');
    },
  );

  it('gets a new session, also with one that was planted before', async () => {
    const app = await open();
    const jar = createCookieJar();
    await logIn(jar, app, li);
    const planted = jar.cookies();
    await logIn(jar, app, wang);
    expect(jar.cookies()).not.toBe(planted);
    expect(await (await jar.get(`${app.url}/api/syncs`)).json()).toMatchObject({ loggedInAs: '小王' });
  });
});

describe('who is refused', () => {
  async function refusal(response: Response) {
    const page = await response.text();
    expect(page).toMatch(/href="\/login\/feishu\?next=[^"]+">用飞书登录<\/a>/);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.getSetCookie().join()).not.toContain('nvc_session');
    return { status: response.status, says: /<p role="alert">(.*?)<\/p>/.exec(page)?.[1] };
  }

  it('having said no', async () => {
    const app = await open();
    expect(await refusal(await logIn(createCookieJar(), app, 'denied'))).toMatchObject({
      status: 403,
      says: expect.stringMatching(/^您没有同意用飞书登录。.*请再点一次/),
    });
  });

  it('being of another tenant', async () => {
    expect(await refusal(await logIn(createCookieJar(), await open(), guest))).toMatchObject({
      status: 403,
      says: expect.stringContaining('不属于本企业'),
    });
  });

  it('not being allowed, and is told the number that the administrator needs', async () => {
    const app = await open({ allowedUsers: ['ou_other'] });
    expect(await refusal(await logIn(createCookieJar(), app))).toEqual({
      status: 403,
      says: `您没有使用学员同步的权限。如有需要，请联系本企业的飞书管理员，并告诉管理员您的编号：${wang}`,
    });
  });

  it('while Feishu cannot be reached, and may try again at once', async () => {
    const app = await open();
    const jar = createCookieJar();
    await control(sandbox, 'POST', 'faults', {
      path: '/open-apis/authen/v2/oauth/token',
      action: { kind: 'drop' },
    });
    expect(await refusal(await logIn(jar, app, wang, '/sandbox'))).toEqual({
      status: 502,
      says: '连不上飞书。请再点一次“用飞书登录”；如果还是这样，请告诉管理员。',
    });
    expect(locationOf(await logIn(jar, app, wang, '/sandbox'))).toBe('/sandbox');
  });

  it('while the app lacks a scope, which is named', async () => {
    await control(sandbox, 'PUT', 'settings', { scopes: [] });
    const { says } = await refusal(await logIn(createCookieJar(), await open()));
    expect(says).toContain('飞书应用缺少权限：tenant:tenant:readonly。');
  });

  const stale = {
    status: 400,
    says: expect.stringContaining('这次登录已经过期，或者不是在这个浏览器里开始的'),
  };

  it('having taken too long', async () => {
    const app = await open();
    const jar = createCookieJar();
    const back = await goAndAnswer(jar, app, wang);
    now += 10 * minuteMs;
    expect(await refusal(await jar.get(back))).toEqual(stale);
  });

  it('with a code that is too old, although the attempt is not', async () => {
    const app = await open();
    const jar = createCookieJar();
    const back = await goAndAnswer(jar, app, wang);
    now += 5 * minuteMs;
    expect(await refusal(await jar.get(back))).toEqual(stale);
  });

  it('coming without an attempt, as after a click on a link made by somebody else', async () => {
    const app = await open();
    const attackers = await goAndAnswer(createCookieJar(), app, li);
    expect(await refusal(await createCookieJar().get(attackers))).toEqual(stale);
  });

  it('with the state of another attempt, which leaves the own one as it is', async () => {
    const app = await open();
    const jar = createCookieJar();
    const own = await goAndAnswer(jar, app, wang);
    const attackers = await goAndAnswer(createCookieJar(), app, li);
    expect(await refusal(await jar.get(attackers))).toEqual(stale);
    expect((await jar.get(own)).status).toBe(303);
  });

  it('with a code stolen from another browser, under the own state', async () => {
    const app = await open();
    const stolen = new URL(await goAndAnswer(createCookieJar(), app, wang)).searchParams.get('code') ?? '';
    const thief = createCookieJar();
    const back = new URL(await goAndAnswer(thief, app, li));
    back.searchParams.set('code', stolen);
    expect(await refusal(await thief.get(back.href))).toEqual(stale);
  });

  it('coming a second time, with and without the cookie of the first', async () => {
    const app = await open();
    const jar = createCookieJar();
    const back = await goAndAnswer(jar, app, wang);
    const cookie = jar.cookies();
    expect((await jar.get(back)).status).toBe(303);
    expect(await refusal(await jar.get(back))).toEqual(stale);
    expect(await refusal(await fetch(back, { headers: { cookie }, redirect: 'manual' }))).toEqual(stale);
  });

  it('with an attempt that was made up, prolonged, or is the session of somebody', async () => {
    const app = await open();
    const jar = createCookieJar();
    const back = await goAndAnswer(jar, app, wang);
    const [, value = '', signature = ''] = /nvc_login=(.*); nvc_login\.sig=(.*)/.exec(jar.cookies()) ?? [];
    const attempt = JSON.parse(Buffer.from(value, 'base64url').toString());
    const longer = Buffer.from(JSON.stringify({ ...attempt, expiresAt: start + dayMs })).toString(
      'base64url',
    );
    for (const cookie of [
      `nvc_login=${value}`,
      `nvc_login=${longer}; nvc_login.sig=${signature}`,
      `nvc_login=${value}; nvc_login.sig=${signature.slice(1)}`,
      `nvc_session=${value}; nvc_session.sig=${signature}`,
    ])
      expect(await refusal(await fetch(back, { headers: { cookie }, redirect: 'manual' }))).toEqual(stale);
    const asSession = `nvc_session=${value}; nvc_session.sig=${signature}`;
    expect((await fetch(`${app.url}/api/syncs`, { headers: { cookie: asSession } })).status).toBe(401);
  });

  it.each(['', 'x'.repeat(600)])('without a code that could be one: %j', async (code) => {
    const app = await open();
    const jar = createCookieJar();
    const back = new URL(await goAndAnswer(jar, app, wang));
    back.searchParams.set('code', code);
    expect(await refusal(await jar.get(back.href))).toEqual(stale);
  });

  it.each(['', '?state=', '?code=x', '?state=a&state=b&code=x', `?state=x&code=${'x'.repeat(600)}`])(
    'with rubbish: %s',
    async (query) => {
      const app = await open();
      expect(await refusal(await createCookieJar().get(`${app.url}/login/feishu/callback${query}`))).toEqual(
        stale,
      );
    },
  );

  it('trying one code after another; other addresses are not held up', async () => {
    const app = await open({ publicUrl: 'https://sync.example.org' });
    await control(sandbox, 'PUT', 'settings', {
      redirectUrls: ['https://sync.example.org/login/feishu/callback'],
    });
    const tryCode = async (from: string, code?: string) => {
      const jar = createCookieJar();
      const { searchParams } = new URL(await goAndAnswer(jar, app, wang));
      if (code !== undefined) searchParams.set('code', code);
      return jar.get(`${app.url}/login/feishu/callback?${searchParams}`, { 'X-Forwarded-For': from });
    };
    for (let count = 0; count < 30; count++) expect((await tryCode('203.0.113.5', 'wrong')).status).toBe(400);
    const refused = await tryCode('203.0.113.5');
    expect([refused.status, Number(refused.headers.get('Retry-After')) > 0]).toEqual([429, true]);
    expect((await tryCode('203.0.113.6')).status).toBe(303);
  });
});

describe('a session', () => {
  it('ends after a day', async () => {
    const app = await open();
    const jar = createCookieJar();
    await logIn(jar, app);
    now += dayMs - 1;
    expect((await jar.get(`${app.url}/upload`)).status).toBe(200);
    now += 1;
    expect((await jar.get(`${app.url}/upload`)).status).toBe(303);
  });

  it('ends with the logout', async () => {
    const app = await open();
    const jar = createCookieJar();
    await logIn(jar, app);
    await jar.post(`${app.url}/logout`, { Origin: app.url });
    expect((await jar.get(`${app.url}/upload`)).status).toBe(303);
    expect(jar.cookies()).toBe('');
  });

  it('ends when others are allowed', async () => {
    const jar = createCookieJar();
    await logIn(jar, await open());
    const restarted = await open({ allowedUsers: ['ou_other'] });
    expect((await jar.get(`${restarted.url}/upload`)).status).toBe(303);
  });

  it('is looked for by page, API, metrics and the pages of the stand-in alike', async () => {
    const app = await open();
    for (const path of ['/api/syncs', '/metrics', '/sandbox/api/chat'])
      expect(await problemOf(await fetch(app.url + path))).toMatchObject({
        status: 401,
        code: 'login_required',
      });
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });
});

describe('a script', () => {
  const ask = (app: RunningApp, given: string) =>
    fetch(`${app.url}/api/syncs`, {
      headers: { Authorization: `Basic ${Buffer.from(`script:${given}`).toString('base64')}` },
    });

  it('gets in with the password, which is no way in for people', async () => {
    const app = await open({ scriptPassword: '芝麻开门2026' });
    expect((await ask(app, '芝麻开门2026')).status).toBe(200);
    expect((await ask(app, 'wrong')).status).toBe(401);
    const form = { method: 'POST', body: new URLSearchParams({ password: '芝麻开门2026' }) };
    expect((await fetch(`${app.url}/login`, form)).status).toBe(405);
  });

  it('does not get in where there is no password', async () => {
    expect(await problemOf(await ask(await open(), ''))).toMatchObject({ status: 401 });
  });
});
