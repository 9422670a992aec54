import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people } from '../../src/sandbox/state/people.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const minute = 60_000;
const redirectUri = 'http://127.0.0.1:3000/login/feishu/callback';
const verifier = 'TxYmzM4PHLBlqm5NtnCmwxMH8mFlRWl_ipie3O0aVzo';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const [wang, , guest] = people;

/** Opens the authorize page as a browser does, without following where it leads. */
function open(over: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({
    client_id: test.sandbox.appId,
    response_type: 'code',
    redirect_uri: redirectUri,
    state: 'a state & more',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...over,
  });
  const url = `${test.sandbox.url}/open-apis/authen/v1/authorize?${query}`;
  return fetch(url, { redirect: 'manual', headers });
}

function backTo(response: Response): { address: string; query: Record<string, string> } {
  const url = new URL(response.headers.get('location') ?? '');
  return { address: url.origin + url.pathname, query: Object.fromEntries(url.searchParams) };
}

async function codeOf(openId = wang?.openId ?? '', over: Record<string, string> = {}): Promise<string> {
  return backTo(await open({ ...over, answer: openId })).query.code ?? '';
}

function redeem(code: string, over: Record<string, unknown> = {}) {
  const body = {
    grant_type: 'authorization_code',
    client_id: test.sandbox.appId,
    client_secret: test.sandbox.appSecret,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...over,
  };
  return test.call('POST', '/authen/v2/oauth/token', body, {});
}

const readUser = (authorization: string) =>
  test.call('GET', '/authen/v1/user_info', undefined, authorization === '' ? {} : { authorization });

describe('the authorize page', () => {
  it('lets one be any of the people, or refuse', async () => {
    const page = await (await open()).text();
    for (const { name } of people) expect(page).toContain(`以${name}的身份登录`);
    expect(page).toMatch(/answer=denied.*拒绝/);
  });

  it('leads back with a code and the state as it was given', async () => {
    const { address, query } = backTo(await open({ answer: wang?.openId ?? '' }));
    expect(address).toBe(redirectUri);
    expect(query).toEqual({ code: expect.stringMatching(/^\w{64}$/), state: 'a state & more' });
  });

  it('leads back with access_denied', async () => {
    const { query } = backTo(await open({ answer: 'denied' }));
    expect(query).toEqual({ error: 'access_denied', state: 'a state & more' });
  });

  it('is skipped inside the client, unless the app asks for consent', async () => {
    const client = { 'user-agent': 'Mozilla/5.0 Lark/7.50.5 LarkLocale/zh_CN ChannelName/Feishu' };
    expect(backTo(await open({}, client)).query.code).toBeTruthy();
    expect((await open({ prompt: 'consent' }, client)).status).toBe(200);
  });

  it.each<[string, Record<string, string>, string]>([
    ['an unknown app', { client_id: 'cli_other' }, '20048'],
    ['no address', { redirect_uri: '' }, '20001'],
    ['another flow', { response_type: 'token' }, '20001'],
    ['an address elsewhere', { redirect_uri: 'https://evil.example/' }, '20029 redirect_uri 请求不合法'],
  ])('refuses %s on the spot', async (_case, over, problem) => {
    const response = await open({ ...over, answer: wang?.openId ?? '' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(await response.text()).toContain(problem);
  });

  it('leads only to addresses that are registered, to the letter', async () => {
    await test.control('PUT', '/settings', {
      redirectUrls: ['https://sync.example.org/login/feishu/callback'],
    });
    const status = async (redirect_uri: string) => (await open({ redirect_uri })).status;
    expect(await status('https://sync.example.org/login/feishu/callback')).toBe(200);
    expect(await status('https://sync.example.org/login/feishu/callback/')).toBe(400);
    expect(await status(redirectUri)).toBe(400);
  });
});

describe('a code', () => {
  it('gets the token of the person, once', async () => {
    const code = await codeOf();
    const answer = await redeem(code);
    expect(answer).toMatchObject({ status: 200, body: { code: 0, token_type: 'Bearer', expires_in: 7200 } });
    const user = await readUser(`Bearer ${String(property(answer.body, 'access_token'))}`);
    expect(user.data).toMatchObject({
      open_id: wang?.openId,
      name: '小王',
      tenant_key: wang?.tenantKey,
    });
    expect(user.data).not.toHaveProperty('mobile');
    expect(await redeem(code)).toMatchObject({
      status: 400,
      body: { code: 20065, error: 'invalid_grant', error_description: expect.stringContaining('used') },
    });
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['without a verifier', { code_verifier: undefined }, 20049],
    ['with another verifier', { code_verifier: 'x'.repeat(43) }, 20049],
    ['with a verifier that is too short', { code_verifier: challenge.slice(1) }, 20049],
    ['for another address', { redirect_uri: `${redirectUri}/` }, 20071],
    ['that was never issued', { code: 'nonsense' }, 20003],
    ['without the code', { code: undefined }, 20001],
    ['with a wrong secret', { client_secret: 'x' }, 20002],
    ['of another app', { client_id: 'cli_other' }, 20048],
    ['in another way', { grant_type: 'password' }, 20036],
  ])('%s is refused, and stays good', async (_case, over, code) => {
    const given = await codeOf();
    expect(await redeem(given, over)).toMatchObject({ status: 400, code });
    expect(await redeem(given)).toMatchObject({ code: 0 });
  });

  it('is too old after five minutes', async () => {
    const code = await codeOf();
    test.pass(5 * minute);
    expect(await redeem(code)).toMatchObject({ status: 400, code: 20004 });
  });

  it('is of no use to people for whom the app is not there', async () => {
    await test.control('PUT', '/settings', { unavailableTo: [guest?.openId] });
    expect(await redeem(await codeOf(guest?.openId))).toMatchObject({ status: 400, code: 20010 });
    expect(await redeem(await codeOf())).toMatchObject({ code: 0 });
  });

  it('proves the plain challenge as well, which counts where no method is named', async () => {
    const over = { code_challenge: verifier, code_challenge_method: 'plain' };
    expect(await redeem(await codeOf(undefined, over))).toMatchObject({ code: 0 });
  });
});

describe('the token of a person', () => {
  it.each([
    ['missing', '', 400, 99991661],
    ['made up', 'Bearer u-nonsense', 200, 20005],
  ])('%s', async (_case, authorization, status, code) => {
    expect(await readUser(authorization)).toMatchObject({ status, code });
  });

  it('is not the token of the app, and expires', async () => {
    const token = String(property((await redeem(await codeOf())).body, 'access_token'));
    const headers = { authorization: `Bearer ${token}` };
    expect(await test.call('GET', '/bot/v3/info', undefined, headers)).toMatchObject({ code: 99991663 });
    test.pass(120 * minute);
    expect(await readUser(`Bearer ${token}`)).toMatchObject({ code: 20005 });
  });
});

describe('the people of a group', () => {
  const group = 'oc_5a6db07000000000000000000000c0ff';
  const members = (chat: string, query = '') => test.call('GET', `/im/v1/chats/${chat}/members${query}`);

  it('come page by page', async () => {
    const first = (await members(group, '?page_size=2')).data;
    expect(first).toMatchObject({ has_more: true, member_total: 3 });
    const second = (await members(group, `?page_size=2&page_token=${String(first.page_token)}`)).data;
    expect(second).toMatchObject({ has_more: false });
    expect([...list(first.items), ...list(second.items)]).toEqual(
      people.map(({ openId, name, tenantKey }) => ({
        member_id_type: 'open_id',
        member_id: openId,
        name,
        tenant_key: tenantKey,
      })),
    );
  });

  it.each([
    ['an unknown chat', 'oc_nowhere', '', 232006],
    ['a private chat', wang?.openId.replace('ou_', 'oc_') ?? '', '', 232006],
    ['too large a page', group, '?page_size=101', 232001],
    ['a page token of its own making', group, '?page_token=x', 232001],
  ])('are refused for %s', async (_case, chat, query, code) => {
    expect(await members(chat, query)).toMatchObject({ status: 400, code });
  });

  it('are listed only for a bot that is a member', async () => {
    await test.control('PUT', '/settings', { botInGroup: false });
    expect(await members(group)).toMatchObject({ status: 400, code: 232011 });
  });
});
