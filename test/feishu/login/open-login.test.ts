import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoginOptions, openLogin } from '../../../src/feishu/login/open-login.ts';
import { createLog } from '../../../src/log.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { people } from '../../../src/sandbox/state/people.ts';
import { control, testClock } from '../sandbox-base.ts';

const group = 'oc_5a6db07000000000000000000000c0ff';
const [wang, li, guest] = people.map(({ openId }) => openId);
const attempt = {
  state: 'state',
  codeVerifier: 'TxYmzM4PHLBlqm5NtnCmwxMH8mFlRWl_ipie3O0aVzo',
  redirectUri: 'http://127.0.0.1:3000/login/feishu/callback',
};

let sandbox: Sandbox;
let lines: string[];
beforeEach(async () => {
  lines = [];
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, dataDir: null, seed: 'empty' });
});
afterEach(() => sandbox.close());

function login(users: string[] = [], chats: string[] = [], over: Partial<LoginOptions> = {}) {
  return openLogin({
    appId: sandbox.appId,
    appSecret: sandbox.appSecret,
    domain: sandbox.url,
    allowed: { users: new Set(users), chats: new Set(chats) },
    clock: testClock(),
    random: () => 1,
    log: createLog('trace', { write: (line) => void lines.push(line) }),
    ...over,
  });
}

/** Goes to the authorize page and comes back as this person. */
async function codeOf(openId: string | undefined): Promise<string> {
  const address = `${login().authorizeUrl(attempt)}&answer=${openId}`;
  const response = await fetch(address, { redirect: 'manual' });
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

const grantOf = async (openId: string | undefined) => ({ ...attempt, code: await codeOf(openId) });

describe('whoever belongs to the tenant of the app', () => {
  it.each<[string, string[], string[]]>([
    ['where nobody is named', [], []],
    ['who is named', ['ou_other', wang ?? ''], []],
    ['who is in a chat that is named', [], ['oc_nowhere', group]],
    ['who is not named, but in the chat', ['ou_other'], [group]],
  ])('may enter %s', async (_case, users, chats) => {
    expect(await login(users, chats).logIn(await grantOf(wang))).toEqual({
      ...{ kind: 'logged_in', name: '小王', openId: wang },
      mayForOthers: users.includes(wang ?? ''),
    });
  });

  it.each<[string, string[], string[]]>([
    ['who is not named', ['ou_other'], []],
    ['who is in none of the chats', [], ['oc_nowhere']],
    ['whose private chat with the bot is named: Feishu does not list its people', [], [privateChat()]],
  ])('may not enter %s', async (_case, users, chats) => {
    expect(await login(users, chats).logIn(await grantOf(wang))).toEqual({
      kind: 'refused',
      why: 'not_allowed',
      openId: wang,
    });
  });

  it('may not enter by a group that the bot has left', async () => {
    await control(sandbox, 'PUT', 'settings', { botInGroup: false });
    expect(await login([], [group]).logIn(await grantOf(wang))).toMatchObject({ why: 'not_allowed' });
  });

  it('may not enter where the app is not there for them', async () => {
    await control(sandbox, 'PUT', 'settings', { unavailableTo: [li] });
    expect(await login().logIn(await grantOf(li))).toEqual({
      kind: 'refused',
      why: 'not_allowed',
      openId: null,
    });
  });
});

it.each<[string, string[], string[]]>([
  ['by default', [], []],
  ['named or not', [guest ?? ''], []],
  ['although they are in the chat', [], [group]],
])('people of another tenant may not enter, %s', async (_case, users, chats) => {
  expect(await login(users, chats).logIn(await grantOf(guest))).toEqual({
    kind: 'refused',
    why: 'other_tenant',
    openId: guest,
  });
});

it('the people of a large group are read to the end', async () => {
  const page = (items: object[], more: object) => ({ code: 0, msg: 'success', data: { items, ...more } });
  const path = `/open-apis/im/v1/chats/${group}/members`;
  for (const body of [
    page([{ member_id: 'ou_other' }], { has_more: true, page_token: '1' }),
    page([{ member_id: wang }], { has_more: false }),
  ])
    await control(sandbox, 'POST', 'faults', { path, action: { kind: 'answer', body } });
  expect(await login([], [group]).logIn(await grantOf(wang))).toMatchObject({ kind: 'logged_in' });
});

describe('a code', () => {
  it('is good once', async () => {
    const grant = await grantOf(wang);
    await login().logIn(grant);
    expect(await login().logIn(grant)).toEqual({ kind: 'refused', why: 'stale', openId: null });
  });

  it.each([
    ['without the verifier of its browser', { codeVerifier: 'x'.repeat(43) }],
    ['for another address', { redirectUri: 'http://127.0.0.1:3000/elsewhere' }],
    ['made up', { code: 'made-up' }],
  ])('is not good %s', async (_case, over) => {
    expect(await login().logIn({ ...(await grantOf(wang)), ...over })).toMatchObject({ why: 'stale' });
  });
});

describe('what is not about the person', () => {
  const tokenPath = '/open-apis/authen/v2/oauth/token';
  const fault = (action: object, path = tokenPath) => control(sandbox, 'POST', 'faults', { path, action });

  it('a wrong secret', async () => {
    const grant = await grantOf(wang);
    await expect(login([], [], { appSecret: 'wrong' }).logIn(grant)).rejects.toMatchObject({
      code: 'wrong_app_secret',
    });
  });

  it.each([
    ['the tenant', 'tenant:tenant:readonly', []],
    ['the members of a chat', 'im:chat.members:read', [group]],
  ])('a scope that is missing for %s, and is named', async (_case, scope, chats) => {
    const scopes = ['tenant:tenant:readonly', 'im:chat.members:read'].filter((each) => each !== scope);
    await control(sandbox, 'PUT', 'settings', { scopes });
    await expect(login([], chats).logIn(await grantOf(wang))).rejects.toMatchObject({
      code: 'missing_scope',
      details: { scopes: expect.arrayContaining([scope]) },
    });
  });

  it.each<[string, object]>([
    ['does not answer', { kind: 'hang' }],
    ['breaks off', { kind: 'drop' }],
    [
      'has a fault',
      { kind: 'answer', code: 20050, httpStatus: 500, body: { code: 20050, error: 'server_error' } },
    ],
    ['has too much to do', { kind: 'answer', code: 99991400 }],
  ])('Feishu %s: it is not asked again', async (_case, action) => {
    await fault(action);
    const patient = login([], [], { callTimeoutMs: 500 });
    await expect(patient.logIn(await grantOf(wang))).rejects.toMatchObject({ code: 'feishu_unreachable' });
  });

  it('Feishu says that the tenant of the person has not installed the app', async () => {
    const body = { code: 20009, error: 'invalid_grant' };
    await fault({ kind: 'answer', httpStatus: 400, body });
    expect(await login().logIn(await grantOf(guest))).toMatchObject({ why: 'other_tenant' });
  });
});

it('asks for the tenant once, and logs neither codes nor tokens nor people', async () => {
  const door = login([], [group]);
  const grants = [await grantOf(wang), await grantOf(li), { ...attempt, code: 'a-code-that-is-wrong' }];
  for (const grant of grants) await door.logIn(grant);
  const { calls } = (await control(sandbox, 'GET', 'calls')) as { calls: { path: string }[] };
  expect(calls.filter(({ path }) => path.endsWith('/tenant/query'))).toHaveLength(1);
  const logged = lines.join('');
  expect(logged).toContain('20003');
  for (const { code } of grants) expect(logged).not.toContain(code);
  expect(logged).not.toMatch(/u-\w{20}|小王|ou_|TxYmzM4/);
});

function privateChat(): string {
  return (wang ?? '').replace('ou_', 'oc_');
}
