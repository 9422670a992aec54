import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { deleteRecords } from '../../src/feishu/records/delete-records.ts';
import { createRecords, updateRecords } from '../../src/feishu/records/write-records.ts';
import { readProperties } from '../../src/feishu/tables/describe-base.ts';
import {
  type Answer,
  app,
  callRawServer,
  cut,
  drip,
  drop,
  hang,
  html,
  json,
  secret,
  truncated,
} from './raw-server.ts';

type Server = Awaited<ReturnType<typeof callRawServer>>;
let server: Server;
const started: Server[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.close();
});

/** The latest server is the one that is called. */
const start = async (...answers: Parameters<typeof callRawServer>) => {
  server = await callRawServer(...answers);
  started.push(server);
};
const read = () => readProperties({ calls: server.calls, appToken: 'app1' });
const table = () => ({ calls: server.calls, appToken: 'app1', tableId: 'tbl1' });
const phone = '19900000001';
const create = () => createRecords(table(), [{ 手机号: phone }], 'fe599b60-450f-46ff-b2ef-9f6675625b97');
const update = () => updateRecords(table(), [{ recordId: 'rec1', cells: { 手机号: phone } }], 'update');
const remove = () => deleteRecords(table(), ['rec1', 'rec2']);
const deleted = json({
  code: 0,
  data: {
    records: [
      { record_id: 'rec1', deleted: true },
      { record_id: 'rec2', deleted: false },
    ],
  },
});
const created = json({ code: 0, data: { records: [{ record_id: 'rec1', fields: { 手机号: phone } }] } });
const thrownBy = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable(),
    (thrown: unknown) => thrown,
  );
const refusal = (code: number) => ({ code, msg: 'refused', error: { log_id: 'log-from-body' } });
const limited = json(refusal(99991400), 429, { 'x-ogw-ratelimit-limit': '20', 'x-ogw-ratelimit-reset': '7' });

describe('the tenant token', () => {
  it('is fetched once for all calls', async () => {
    await start([app]);
    await read();
    await read();
    expect(server.tokenFetches()).toBe(1);
    expect(server.authorizations).toEqual(['Bearer t-1', 'Bearer t-1']);
  });

  it('is fetched once by calls at the same time', async () => {
    await start([app]);
    await Promise.all([read(), read(), read()]);
    expect(server.tokenFetches()).toBe(1);
  });

  it('is fetched anew shortly before it expires', async () => {
    await start([app]);
    await read();
    await server.clock.sleep(7_000_000);
    await read();
    expect(server.authorizations).toEqual(['Bearer t-1', 'Bearer t-2']);
  });

  it.each([
    [99991663, 400],
    [99991663, 200],
    [99991661, 400],
    [99991668, 400],
  ])('is renewed at once after %i with HTTP %i', async (code, status) => {
    await start([json(refusal(code), status), app]);
    await read();
    expect(server.authorizations).toEqual(['Bearer t-1', 'Bearer t-2']);
    expect(server.backOffs).toEqual([]);
  });

  it('is renewed once only', async () => {
    await start([json(refusal(99991663), 400)]);
    expect(await thrownBy(read())).toMatchObject({
      code: 'feishu_refused',
      details: { feishuCode: 99991663 },
    });
    expect(server.tokenFetches()).toBe(2);
  });

  it.each([200, 400])('is refused with HTTP %i: the secret is wrong', async (status) => {
    await start([app], [json(refusal(10014), status)]);
    expect(await thrownBy(read())).toMatchObject({
      code: 'wrong_app_secret',
      details: { feishuCode: 10014 },
    });
  });

  it.each([
    ['https://open.larksuite.com', { developerConsole: 'open.larksuite.com/app' }],
    ['https://open.larksuite.com/', { developerConsole: 'open.larksuite.com/app' }],
    ['https://open.feishu.cn', {}],
    ['https://feishu.example.org', {}],
  ])('that is refused at %s names the console of that platform', async (domain, named) => {
    await start([app], [json(refusal(10014))], { domain });
    const details = { call: 'tenant token', feishuCode: 10014, status: 200, logId: 'log-from-body' };
    const thrown = await thrownBy(read());
    expect(thrown).toMatchObject({ code: 'wrong_app_secret' });
    expect(thrown).toHaveProperty('details', { ...details, ...named });
  });

  it('in doubt is no write in doubt: fetching it is repeated', async () => {
    await start([created], [hang, html(502)], { callTimeoutMs: 1_000 });
    expect(await create()).toMatchObject({ kind: 'done' });
    expect(server.tokenFetches()).toBe(3);
  });
});

describe('what is told', () => {
  it('contains neither secrets nor bodies: not in the log, not on the console, not in errors', async () => {
    const streams = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write'));
    const consoles = (['log', 'error', 'warn', 'info', 'debug', 'trace'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => {}),
    );
    const spies = [...streams, ...consoles];
    await start(
      [json(refusal(1254291), 400), html(429), json(refusal(91403), 403)],
      [html(502), json(refusal(99991400), 400)],
    );
    const told = [
      inspect(await thrownBy(create()), { depth: null }),
      server.logged(),
      inspect(
        spies.flatMap((spy) => spy.mock.calls),
        { depth: null },
      ),
    ].join('\n');
    for (const spy of spies) spy.mockRestore();
    expect(server.tokenFetches()).toBe(3);
    expect(told).toContain('not_collaborator');
    for (const hidden of [secret, phone, 't-3']) expect(told).not.toContain(hidden);
  });

  it('is the code and the log id of a refusal, from the header or from the body', async () => {
    await start([json(refusal(91403), 403, { 'x-tt-logid': 'log-from-header' }), json(refusal(91403))]);
    expect(await thrownBy(read())).toMatchObject({
      code: 'not_collaborator',
      details: { feishuCode: 91403, logId: 'log-from-header' },
    });
    expect(await thrownBy(read())).toMatchObject({ details: { logId: 'log-from-body' } });
    expect(server.logged()).toContain('"feishuCode":91403');
    expect(server.logged()).not.toContain(secret);
  });

  it.each<[string, object]>([
    [
      'listed',
      {
        code: 99991672,
        msg: 'Access denied.',
        error: { permission_violations: [{ subject: 'bitable:app' }] },
      },
    ],
    [
      'named in a sentence',
      { code: 99991672, msg: 'One of the following scopes is required: [bitable:app, base:table:read]' },
    ],
  ])('are the missing scopes, %s', async (_name, body) => {
    await start([json(body, 400)]);
    const thrown = await thrownBy(read());
    expect(thrown).toBeInstanceOf(AppError);
    expect(thrown).toMatchObject({
      code: 'missing_scope',
      details: { scopes: expect.arrayContaining(['bitable:app']) },
    });
  });
});

describe('patience', () => {
  it('waits as long as the gateway says, and a little', async () => {
    await start([limited, app]);
    await read();
    expect(server.backOffs).toEqual([8_000]);
    expect(server.clock.sleeps).toEqual([8_000]);
  });

  it('ends a call that goes out once as not written, after the pause', async () => {
    await start([limited, deleted]);
    expect(await remove()).toEqual({ kind: 'not_written' });
    expect(server.clock.sleeps).toEqual([8_000]);
  });

  it('leaves it to the caller what became of a call that goes out once', async () => {
    await start([json(refusal(1255001), 500), deleted]);
    expect(await remove()).toMatchObject({ kind: 'unknown' });
  });

  it('ends a call that goes out once with a record that Feishu does not know', async () => {
    await start([json(refusal(1254043)), deleted]);
    expect(await remove()).toEqual({ kind: 'refused', feishuCode: 1254043 });
  });

  it('tells which records were not deleted', async () => {
    await start([deleted]);
    expect(await remove()).toEqual({ kind: 'done', body: new Set(['rec1']) });
  });

  it('counts every call that went out', async () => {
    await start([limited, app]);
    await read();
    expect(server.called()).toBe(3);
  });

  it('ends after three minutes', async () => {
    await start([limited]);
    expect(await thrownBy(read())).toMatchObject({ code: 'feishu_busy' });
    expect(server.clock.sleeps.reduce((sum, ms) => sum + ms)).toBeLessThan(180_000);
    expect(server.called()).toBeLessThanOrEqual(1 + 8);
  });

  it('slows down all calls after a write conflict', async () => {
    await start([json(refusal(1254291)), created, created]);
    await create();
    await create();
    // The wait before the second try, the pause before it, and the shorter one before the next call.
    expect(server.clock.sleeps).toEqual([1_000, 500, 250]);
  });
});

describe('answers that say nothing', () => {
  it.each<[string, Answer]>([
    ['a server that never answers', hang],
    ['a server that never comes to the end', drip],
    ['a broken connection', drop],
    ['an error page that claims success', html(200)],
    ['an answer cut off', cut],
    ['half an answer', truncated],
    ['success without data', json({ code: 0 })],
  ])('%s: a create is in doubt, a read and an update are repeated', async (_name, answer) => {
    const impatient = { callTimeoutMs: 150 };
    await start([answer], [], impatient);
    expect(await create()).toEqual({ kind: 'unknown', because: { kind: 'silence', tooMuch: false } });
    await start([answer, app], [], impatient);
    expect(await read()).toMatchObject({ timeZone: 'Asia/Shanghai' });
    await start([answer, created], [], impatient);
    expect(await update()).toMatchObject({ kind: 'done' });
  });

  it.each([500, 502, 503])(
    'an error page with HTTP %i: the call is over, and may have been carried out',
    async (status) => {
      await start([html(status)]);
      expect(await create()).toEqual({ kind: 'unknown', because: { kind: 'failed' } });
      await start([html(status), app]);
      expect(await read()).toMatchObject({ timeZone: 'Asia/Shanghai' });
    },
  );

  it('an update that stays in doubt is not said to be unwritten', async () => {
    await start([html(502)]);
    expect(await update()).toEqual({ kind: 'unknown', because: { kind: 'failed' } });
  });

  it('an update in doubt stays so, even if Feishu then refuses it', async () => {
    await start([json(refusal(1255040), 504), json(refusal(91403), 403)]);
    expect(await update()).toEqual({ kind: 'unknown', because: { kind: 'silence', tooMuch: true } });
  });

  it('a wrong address is final', async () => {
    const notFound: Answer = (response) => {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404 page not found');
    };
    await start([notFound]);
    expect(await thrownBy(read())).toMatchObject({ code: 'feishu_refused', details: { status: 404 } });
  });

  it('without a connection Feishu is unreachable', async () => {
    await start([app]);
    await server.close();
    expect(await thrownBy(create())).toMatchObject({ code: 'feishu_unreachable' });
  });
});

describe('a create that is refused', () => {
  it.each([
    [1254104, { kind: 'too_large' }],
    [1254072, { kind: 'refused', feishuCode: 1254072 }],
    [1254608, { kind: 'token_known' }],
    [1255006, { kind: 'token_known' }],
    [1254607, { kind: 'unknown', because: { kind: 'conflict' } }],
    [1255001, { kind: 'unknown', because: { kind: 'failed' } }],
    [2200, { kind: 'unknown', because: { kind: 'failed' } }],
    [42, { kind: 'unknown', because: { kind: 'unlisted', feishuCode: 42, mayRefuse: false } }],
    [1254999, { kind: 'unknown', because: { kind: 'unlisted', feishuCode: 1254999, mayRefuse: true } }],
  ])('with %i, by HTTP 200 or 400 alike', async (code, expected) => {
    await start([json(refusal(code)), json(refusal(code), 400)]);
    expect(await create()).toEqual(expected);
    expect(await create()).toEqual(expected);
  });

  it('is repeated while it was certainly not carried out', async () => {
    await start([json(refusal(1254290)), json(refusal(1254291)), created]);
    expect(await create()).toMatchObject({ kind: 'done' });
  });
});
