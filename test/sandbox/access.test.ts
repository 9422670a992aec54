import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const minute = 60_000;

function askToken(credentials: unknown) {
  return test.call('POST', '/auth/v3/tenant_access_token/internal', credentials, {});
}
async function freshToken() {
  const { sandbox } = test;
  const answer = await askToken({ app_id: sandbox.appId, app_secret: sandbox.appSecret });
  return { token: property(answer.body, 'tenant_access_token'), expire: property(answer.body, 'expire') };
}

describe('tenant token', () => {
  it('is flat, is valid for two hours, and is given again while 30 minutes or more are left', async () => {
    const first = await freshToken();
    expect(first).toEqual({ token: expect.stringMatching(/^t-/), expire: 7200 });
    test.pass(90 * minute);
    expect(await freshToken()).toEqual({ token: first.token, expire: 1800 });
  });

  it('is a new one below 30 minutes, with the old one still valid until it expires', async () => {
    const old = await freshToken();
    test.pass(90 * minute + 1);
    const fresh = await freshToken();
    expect(fresh.token).not.toBe(old.token);
    const headers = { authorization: `Bearer ${String(old.token)}` };
    expect(await test.call('GET', `${test.learners}/fields`, undefined, headers)).toMatchObject({ code: 0 });
    test.pass(30 * minute);
    expect(await test.call('GET', `${test.learners}/fields`, undefined, headers)).toMatchObject({
      status: 400,
      code: 99991663,
    });
  });

  it.each([
    ['an empty body', {}, 10003, 'invalid param'],
    ['an unknown app', { app_id: 'cli_other', app_secret: 'x' }, 10014, 'app id not exists'],
    ['a wrong secret', { app_id: 'cli_a5a6e64626f78000', app_secret: 'x' }, 10014, 'app secret invalid'],
  ])('is refused with HTTP 200 for %s, or 400 by switch', async (_case, credentials, code, msg) => {
    expect(await askToken(credentials)).toMatchObject({ status: 200, code, msg });
    await test.control('PUT', '/settings', { tokenErrorStatus: 400 });
    expect(await askToken(credentials)).toMatchObject({ status: 400, code });
  });
});

describe('a stopped app', () => {
  it('gets no token, and nothing with an earlier one', async () => {
    const { sandbox } = test;
    await test.control('PATCH', '/settings', { appStatus: 'stopped' });
    const credentials = { app_id: sandbox.appId, app_secret: sandbox.appSecret };
    expect(await askToken(credentials)).toMatchObject({ status: 200, code: 10014, msg: 'app unauthorized' });
    expect(await test.call('GET', `${test.learners}/fields`)).toMatchObject({ status: 400, code: 99991662 });
    await test.control('PATCH', '/settings', { appStatus: 'in_use' });
    expect(await test.call('GET', `${test.learners}/fields`)).toMatchObject({ code: 0 });
  });
});

describe('a call is refused before its parameters are looked at', () => {
  const nonsense = '/bitable/v1/apps/nonsense/tables/nonsense/records/search?page_size=-1';

  it.each([
    ['without a token', {}, 99991661],
    ['without the word Bearer', { authorization: 't-abc' }, 99991661],
    ['with an unknown token', { authorization: 'Bearer t-abc' }, 99991663],
  ])('%s', async (_case, headers, code) => {
    expect(await test.call('POST', nonsense, '{', headers)).toMatchObject({ status: 400, code });
  });

  it('without a scope that opens the endpoint, naming the scopes', async () => {
    await test.control('PUT', '/settings', { scopes: ['bitable:app:readonly'] });
    expect(await test.call('POST', `${test.learners}/records/search`, {})).toMatchObject({ code: 0 });
    const answer = await test.call('POST', `${test.learners}/records`, { fields: {} });
    expect(answer).toMatchObject({
      status: 400,
      code: 99991672,
      body: {
        error: { permission_violations: [{ subject: 'base:record:create' }, { subject: 'bitable:app' }] },
      },
    });
  });
});

describe('every answer', () => {
  it('carries a log id, a refusal in its body as well', async () => {
    const answer = await test.call('POST', `${test.learners}/records/batch_create`, { records: 1 });
    expect(answer).toMatchObject({ status: 200, code: 1254001 });
    expect(answer.headers.get('x-tt-logid')).toBe(property(property(answer.body, 'error'), 'log_id'));
  });

  it.each([
    ['GET', '/nothing/here'],
    ['PATCH', '/bitable/v1/apps/SandboxBaseTokenForDemo0001'],
    ['PUT', '/bitable/v1/apps/SandboxBaseTokenForDemo0001/tables'],
  ])('to a path or method that does not exist is plain text: %s %s', async (method, path) => {
    const answer = await test.call(method, path);
    expect(answer).toMatchObject({ status: 404, body: '404 page not found' });
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('x-tt-logid')).toBeTruthy();
  });

  it('to a body that is not JSON is 1254000', async () => {
    expect(await test.call('POST', `${test.learners}/records`, '{')).toMatchObject({
      status: 200,
      code: 1254000,
    });
  });

  it('comes although GET and DELETE carry the body {} that the SDK sends', async () => {
    const [id = ''] = await test.create(test.learners, [{ 用户ID: 'a' }]);
    expect(await test.call('DELETE', `${test.learners}/records/${id}`, {})).toMatchObject({ code: 0 });
  });
});

describe('the Base', () => {
  const tables = (token: string) => `/bitable/v1/apps/${token}/tables`;

  it.each([
    ['a token of a wrong form', tables('a b'), 200, 1254003],
    ['an unknown token', tables('SomeOtherBaseToken0000000x'), 200, 1254040],
    ['the token of its wiki node', tables('SandboxWikiNodeForDemo00001'), 404, 91402],
    ['a table id of a wrong form', `${tables('SandboxBaseTokenForDemo0001')}/xyz/fields`, 200, 1254004],
    ['an unknown table', `${tables('SandboxBaseTokenForDemo0001')}/tblNope/fields`, 200, 1254041],
  ])('is not found by %s', async (_case, path, status, code) => {
    expect(await test.call('GET', path)).toMatchObject({ status, code });
  });

  it.each([
    ['none', 'GET', 403, 91403],
    ['none', 'POST', 403, 91403],
    ['view', 'GET', 200, 0],
    ['view', 'POST', 403, 91403],
    ['edit', 'POST', 200, 0],
  ])('with the role %s answers %s with HTTP %d and code %d', async (documentRole, method, status, code) => {
    await test.control('PUT', '/settings', { documentRole });
    const body = method === 'GET' ? undefined : { fields: {} };
    expect(await test.call(method, `${test.learners}/records`, body)).toMatchObject({ status, code });
  });

  it('with 高级权限 is written by managers only', async () => {
    await test.control('PUT', '/settings', { documentRole: 'edit', isAdvanced: true });
    expect(await test.call('POST', `${test.learners}/records`, { fields: {} })).toMatchObject({
      status: 403,
      code: 1254302,
    });
    const app = await test.call('GET', `/bitable/v1/apps/${test.sandbox.baseToken}`);
    expect(app.data).toMatchObject({ app: { is_advanced: true, name: 'NVC 学员（演示）' } });
  });

  it('is found through its wiki node', async () => {
    const node = (token: string) => test.call('GET', `/wiki/v2/spaces/get_node?token=${token}`);
    expect((await node('SandboxWikiNodeForDemo00001')).data).toMatchObject({
      node: { obj_type: 'bitable', obj_token: test.sandbox.baseToken },
    });
    expect(await node('SomethingElse')).toMatchObject({ status: 400, code: 131005 });
    expect(await node('')).toMatchObject({ status: 400, code: 131002 });
  });
});

describe('gateway limits, once switched on', () => {
  it('answer 429 with the two headers until the second is over', async () => {
    await test.control('PUT', '/settings', { rateLimits: true });
    const read = () => test.call('GET', `${test.learners}/fields`);
    for (let calls = 0; calls < 20; calls += 1) expect(await read()).toMatchObject({ code: 0 });
    const refused = await read();
    expect(refused).toMatchObject({ status: 429, code: 99991400 });
    expect(refused.headers.get('x-ogw-ratelimit-limit')).toBe('20');
    expect(refused.headers.get('x-ogw-ratelimit-reset')).toBe('1');
    test.pass(1000);
    expect(await read()).toMatchObject({ code: 0 });
  });
});
