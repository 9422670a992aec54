import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const write = () => test.call('POST', `${test.learners}/records`, { fields: { 用户ID: 'a' } });
const read = () => test.call('POST', `${test.learners}/records/search`, {});
const rows = async () => (await read()).data.total;
const fault = (action: unknown, rest: object = {}) =>
  test.control('POST', '/faults', { method: 'POST', path: '*/records', action, ...rest });

describe('a fault', () => {
  it('answers with a documented refusal by its code alone, and nothing is written', async () => {
    await fault({ kind: 'answer', code: 1254607 });
    expect(await write()).toMatchObject({ status: 400, code: 1254607, msg: /not ready/ });
    expect(await rows()).toBe(0);
    expect(await write()).toMatchObject({ code: 0 });
  });

  it('answers with any status, header and body', async () => {
    const headers = { 'x-ogw-ratelimit-reset': '3' };
    await fault({ kind: 'answer', code: 1, httpStatus: 429, headers });
    const answer = await write();
    expect(answer).toMatchObject({ status: 429, code: 1 });
    expect(answer.headers.get('x-ogw-ratelimit-reset')).toBe('3');
    await fault({ kind: 'answer', httpStatus: 502, body: '<html>bad gateway</html>' });
    expect(await write()).toMatchObject({ status: 502, body: '<html>bad gateway</html>' });
  });

  it('may refuse after the call was carried out', async () => {
    await fault({ kind: 'answer', when: 'after', code: 1255040 });
    expect(await write()).toMatchObject({ status: 504, code: 1255040 });
    expect(await rows()).toBe(1);
  });

  it.each([
    ['drop', 'before', 0],
    ['drop', 'after', 1],
    ['cut', undefined, 1],
  ])('%s %s the call breaks the connection and leaves %d records', async (kind, when, left) => {
    await fault({ kind, when });
    await expect(write()).rejects.toThrow();
    expect(await rows()).toBe(left);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])('hang %s the call answers never and leaves %d records', async (when, left) => {
    await fault({ kind: 'hang', when });
    const caller = await abortableWrite();
    await eventually(async () => expect((await read()).code).toBe(1254291));
    await caller.abort();
    await eventually(async () => expect(await rows()).toBe(left));
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])('hold %s the call keeps the answer back until the faults are cleared', async (when, meanwhile) => {
    await fault({ kind: 'hold', when });
    const written = write();
    await eventually(async () => expect((await read()).code).toBe(1254291));
    const { body } = await test.control('GET', `/tables/${test.sandbox.learnerTableId}`);
    expect(property(body, 'total')).toBe(meanwhile);
    await test.control('DELETE', '/faults');
    expect(await written).toMatchObject({ code: 0 });
    expect(await rows()).toBe(1);
  });

  it.each([
    ['drop', {}],
    ['answer', { code: 1255001 }],
  ])('%s may lose the answer of a call that is executed later', async (kind, more) => {
    await fault({ kind, when: 'later', ...more });
    const outcome = await write().catch(() => null);
    expect(outcome?.code ?? null).toBe(kind === 'drop' ? null : 1255001);
    expect(await rows()).toBe(0);
    await test.control('DELETE', '/faults');
    await eventually(async () => expect(await rows()).toBe(1));
  });

  it('hang may lose the answer of a call that is executed once its caller is gone', async () => {
    await fault({ kind: 'hang', when: 'later', laterMs: 0 });
    const caller = await abortableWrite();
    await eventually(async () => expect((await read()).code).toBe(1254291));
    await caller.abort();
    await eventually(async () => expect(await rows()).toBe(1));
  });

  it('later than the stop of the sandbox nothing is executed', async () => {
    await fault({ kind: 'drop', when: 'later', laterMs: 1 });
    await fault({ kind: 'drop', when: 'later' });
    await expect(write()).rejects.toThrow();
    await expect(write()).rejects.toThrow();
    await expect(test.sandbox.close()).resolves.toBeUndefined();
    test = await startTestSandbox();
  });

  it('a call that comes late finds what the same client_token has done meanwhile', async () => {
    const token = 'fe599b60-450f-46ff-b2ef-9f6675625b97';
    const create = () =>
      test.call('POST', `${test.learners}/records?client_token=${token}`, { fields: { 用户ID: 'a' } });
    await fault({ kind: 'drop', when: 'later' });
    await expect(create()).rejects.toThrow();
    expect(await create()).toMatchObject({ code: 0 });
    await test.control('DELETE', '/calls');
    await test.control('DELETE', '/faults');
    await settled();
    expect(await rows()).toBe(1);
  });

  it('may wait for a call with a certain content', async () => {
    await fault({ kind: 'answer', code: 1254607 }, { contains: '"用户ID":"b"' });
    expect(await write()).toMatchObject({ code: 0 });
    const other = { fields: { 用户ID: 'b' } };
    expect(await test.call('POST', `${test.learners}/records`, other)).toMatchObject({ code: 1254607 });
    expect(await test.call('POST', `${test.learners}/records`, other)).toMatchObject({ code: 0 });
  });

  it('may wait for a call with a certain query', async () => {
    await fault({ kind: 'answer', code: 2200 }, { path: '*/search', contains: '"page_size":"7"' });
    expect(await read()).toMatchObject({ code: 0 });
    const asked = () => test.call('POST', `${test.learners}/records/search?page_size=7`, {});
    expect(await asked()).toMatchObject({ status: 200, code: 2200, msg: 'internal error' });
  });

  it.each([
    [1500, 200],
    [5000, 200],
    [10101, 200],
    [10500, 200],
    [11232, 400],
    [131001, 400],
    [1254200, 200],
    [1255002, 200],
    [1255005, 200],
    [99992354, 400],
  ])('%d has HTTP status %d, and may come after the call was executed', async (code, status) => {
    await fault({ kind: 'answer', code, when: 'after' });
    expect(await write()).toMatchObject({ status, code, msg: /./ });
    expect(await rows()).toBe(1);
  });

  it('delays', async () => {
    await fault({ kind: 'delay', ms: 1 });
    expect(await write()).toMatchObject({ code: 0 });
  });

  it('hits the n-th matching call from now on, as many times as it says', async () => {
    await fault({ kind: 'answer', code: 1254291 }, { nth: 2, times: 2 });
    await test.call('GET', `${test.learners}/records`);
    const codes: unknown[] = [];
    for (let calls = 0; calls < 4; calls += 1) codes.push((await write()).code);
    expect(codes).toEqual([0, 1254291, 1254291, 0]);
  });

  it('can be listed and taken back', async () => {
    await fault({ kind: 'drop' });
    expect((await test.control('GET', '/faults')).body).toMatchObject({
      faults: [{ method: 'POST', path: '*/records', nth: 1, times: 1, action: { kind: 'drop' } }],
    });
    await test.control('DELETE', '/faults');
    expect(await write()).toMatchObject({ code: 0 });
  });
});

describe('calls to one table that overlap', () => {
  it('conflict when one of them writes, until the first is over', async () => {
    await fault({ kind: 'hang' });
    const caller = await abortableWrite();
    await eventually(async () => expect((await read()).code).toBe(1254291));
    expect(await write()).toMatchObject({ status: 200, code: 1254291 });
    await caller.abort();
    await eventually(async () => expect((await write()).code).toBe(0));
    expect(await rows()).toBe(1);
  });

  it('do not conflict when they go to different tables, or both read', async () => {
    await fault({ kind: 'hang' }, { path: `*${test.learners}/records/search` });
    const waiting = read().catch(() => null);
    await eventually(async () => expect((await write()).code).toBe(1254291));
    expect(await read()).toMatchObject({ code: 0 });
    expect(await test.call('POST', `${test.enrollments}/records`, { fields: {} })).toMatchObject({ code: 0 });
    await test.sandbox.close();
    expect(await waiting).toBeNull();
    test = await startTestSandbox();
  });
});

describe('the log of calls', () => {
  it('shows method, path, query, status and code, never a body, and can be cleared', async () => {
    await test.control('DELETE', '/calls');
    await test.call('POST', `${test.learners}/records/search?page_size=0`, { filter: '秘密' });
    const { body } = await test.control('GET', '/calls');
    expect(body).toMatchObject({
      total: 1,
      calls: [
        {
          method: 'POST',
          path: `/open-apis${test.learners}/records/search`,
          query: { page_size: '0' },
          httpStatus: 200,
          code: 1254018,
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('秘密');
  });

  it('shows a dropped call without status', async () => {
    await fault({ kind: 'drop' });
    await test.control('DELETE', '/calls');
    await expect(write()).rejects.toThrow();
    const { body } = await test.control('GET', '/calls');
    expect(list(property(body, 'calls'))).toMatchObject([{ httpStatus: null, code: null }]);
  });
});

/** Executed calls need a turn of the event loop after the faults were cleared. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await read();
}

/** A `write` that waits until it is aborted. */
async function abortableWrite(): Promise<{ abort(): Promise<void> }> {
  const { sandbox } = test;
  const credentials = { app_id: sandbox.appId, app_secret: sandbox.appSecret };
  const { body } = await test.call('POST', '/auth/v3/tenant_access_token/internal', credentials, {});
  const patience = new AbortController();
  const answer = fetch(`${sandbox.url}/open-apis${test.learners}/records`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${String(property(body, 'tenant_access_token'))}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ fields: {} }),
    signal: patience.signal,
  });
  return {
    async abort() {
      patience.abort();
      await expect(answer).rejects.toThrow();
    },
  };
}
