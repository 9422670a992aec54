import { type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedIds } from '../../src/sandbox/state/seed-base.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

describe('GET tables', () => {
  it('shows cells as people read them: dates in the zone of the Base, links with a label', async () => {
    await test.control('POST', '/reset', { seed: 'example' });
    const { body } = await test.control('GET', '/tables?limit=1');
    expect(body).toMatchObject({
      name: 'NVC 学员（演示）',
      timeZone: 'Asia/Shanghai',
      tables: [
        {
          name: '学员总表',
          total: 6,
          records: [
            {
              cells: {
                用户ID: 'u_7f00000000001_AqLmWxYzBc',
                备注: '',
                学习记录: [
                  { recordId: 'recEnrollment01', label: '《非暴力沟通入门》 2025/09/06' },
                  { recordId: 'recEnrollment04' },
                ],
              },
            },
          ],
        },
        { name: '学习记录表', total: 8, records: [{ cells: { 学习日期: '2025/09/06' } }] },
      ],
    });
  });

  it.each([
    ['安然', 1, 2],
    ['19900000003', 1, 0],
    ['亲子', 2, 2],
    ['2025/12', 0, 1],
    ['没有这个人', 0, 0],
  ])('finds for %s %d learners and %d enrollments', async (search, learners, enrollments) => {
    await test.control('POST', '/reset', { seed: 'example' });
    const { body } = await test.control('GET', `/tables?search=${encodeURIComponent(search)}`);
    expect(list(property(body, 'tables')).map((table) => property(table, 'matching'))).toEqual([
      learners,
      enrollments,
    ]);
  });

  it('shows what came or changed last at first, where that is asked for', async () => {
    const [first = ''] = await test.create(test.learners, [{ 用户ID: 'u1' }, { 用户ID: 'u2' }]);
    test.pass(1_000);
    await test.control('PATCH', '/records', {
      table: '学员总表',
      records: [{ recordId: first, cells: { 昵称: '新' } }],
    });
    await test.create(test.learners, [{ 用户ID: 'u3' }]);
    const shown = async (query: string) => {
      const { body } = await test.control('GET', `/tables/${encodeURIComponent('学员总表')}${query}`);
      return list(property(body, 'records')).map((record) => property(property(record, 'cells'), '用户ID'));
    };
    expect(await shown('?order=changed')).toEqual(['u3', 'u1', 'u2']);
    expect(await shown('')).toEqual(['u1', 'u2', 'u3']);
  });

  it('shows one table by page', async () => {
    await test.create(
      test.learners,
      Array.from({ length: 5 }, (_, row) => ({ 用户ID: `u${row}` })),
    );
    const { body } = await test.control('GET', `/tables/${encodeURIComponent('学员总表')}?offset=3&limit=1`);
    expect(body).toMatchObject({ total: 5, matching: 5, records: [{ cells: { 用户ID: 'u3' } }] });
  });

  it('answers 304 while nothing has changed', async () => {
    const url = `${test.sandbox.url}/sandbox/api/tables`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    // As a browser asks again; of its own accord fetch would refuse an answer that is not fresh.
    const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    const ask = async () => (await fetch(url, { headers })).status;
    expect(await ask()).toBe(304);
    await test.create(test.learners, [{ 用户ID: 'a' }]);
    expect(await ask()).toBe(200);
  });
});

describe('a person', () => {
  it('types rows, untidy ones too, edits and deletes them; links follow', async () => {
    const typed = await test.control('POST', '/records', {
      table: '学员总表',
      records: [{ cells: { 用户ID: 'u_1\t', 手机号: ' 138 0013 8000' } }],
    });
    const [learner] = list(property(typed.body, 'recordIds'));
    const added = await test.control('POST', '/records', {
      table: test.sandbox.enrollmentTableId,
      records: [{ cells: { 关联到学员总表: [learner] } }],
    });
    const [enrollment] = list(property(added.body, 'recordIds'));
    await test.control('PATCH', '/records', {
      table: '学员总表',
      records: [{ recordId: learner, cells: { 昵称: '甲' } }],
    });
    expect(await test.fieldsOf(test.learners, String(learner))).toEqual({
      用户ID: [{ text: 'u_1\t', type: 'text' }],
      昵称: [{ text: '甲', type: 'text' }],
      手机号: [{ text: ' 138 0013 8000', type: 'text' }],
      学习记录: { link_record_ids: [enrollment] },
    });
    await test.control('DELETE', '/records', { table: '学习记录表', recordIds: [enrollment] });
    expect(await test.fieldsOf(test.learners, String(learner))).toMatchObject({ 学习记录: {} });
  });

  it('adds, renames, retypes and deletes fields', async () => {
    const edit = (body: object) => test.control('POST', '/fields', { table: '学员总表', ...body });
    await edit({ action: 'add', field: { field_name: '性别', type: 1 } });
    await edit({ action: 'change', field: '昵称', name: '称呼' });
    await edit({ action: 'change', field: '手机号', type: 13 });
    await edit({ action: 'delete', field: '城市' });
    const fields = list((await test.call('GET', `${test.learners}/fields`)).data.items);
    expect(fields.map((field) => [property(field, 'field_name'), property(field, 'type')])).toEqual([
      ['用户ID', 1],
      ['称呼', 1],
      ['手机号', 13],
      ['来源渠道', 1],
      ['备注', 1],
      ['学习记录', 21],
      ['性别', 1],
    ]);
  });

  it('is neither limited nor logged', async () => {
    await test.control('PUT', '/settings', { documentRole: 'none', rateLimits: true });
    await test.control('DELETE', '/calls');
    const body = { table: '学员总表', records: [{ cells: { 用户ID: 'a' } }] };
    expect(await test.control('POST', '/records', body)).toMatchObject({ status: 200 });
    expect((await test.control('GET', '/calls')).body).toEqual({ total: 0, calls: [] });
  });
});

describe('tables edited by hand', () => {
  const { learnerTable } = seedIds;

  it('are renamed', async () => {
    await test.control('POST', '/tables', { action: 'rename', table: '学员总表', name: '学员' });
    const listed = await test.call('GET', `/bitable/v1/apps/${test.sandbox.baseToken}/tables`);
    expect(list(listed.data.items)).toMatchObject([{ table_id: learnerTable, name: '学员' }, {}]);
  });

  it('are deleted, with links to them leading to nothing', async () => {
    const [learner = ''] = await test.create(test.learners, [{ 用户ID: 'a' }]);
    const [enrollment = ''] = await test.create(test.enrollments, [{ 关联到学员总表: [learner] }]);
    await test.control('POST', '/tables', { action: 'delete', table: '学员总表' });
    expect(await test.call('GET', `${test.learners}/fields`)).toMatchObject({ code: 1254041 });
    expect(await test.call('GET', `${test.enrollments}/fields`)).toMatchObject({ code: 0 });
    expect(await test.fieldsOf(test.enrollments, enrollment)).toMatchObject({
      关联到学员总表: { link_record_ids: [learner] },
    });
    expect(
      await test.call('POST', `${test.enrollments}/records`, { fields: { 关联到学员总表: [learner] } }),
    ).toMatchObject({ code: 1254067 });
  });
});

describe('settings', () => {
  it('are replaced as a whole: what is not named goes back to its default', async () => {
    await test.control('PUT', '/settings', { replay: 'conflict', searchLagMs: 5 });
    await test.control('PUT', '/settings', { searchLagMs: 7 });
    expect((await test.control('GET', '/settings')).body).toMatchObject({ replay: 'replay', searchLagMs: 7 });
  });

  it('are changed one by one with PATCH', async () => {
    await test.control('PUT', '/settings', { replay: 'conflict', searchLagMs: 5 });
    await test.control('PATCH', '/settings', { searchLagMs: [0, 7] });
    expect((await test.control('GET', '/settings')).body).toMatchObject({
      replay: 'conflict',
      searchLagMs: [0, 7],
    });
  });

  it('and faults may be given at the start', async () => {
    const started = await startTestSandbox({
      settings: { documentRole: 'none' },
      faults: [{ path: '*/records', action: { kind: 'answer', code: 1254607 } }],
    });
    try {
      expect(await started.call('GET', `${started.learners}/records`)).toMatchObject({ code: 1254607 });
      expect(await started.call('GET', `${started.learners}/records`)).toMatchObject({ code: 91403 });
    } finally {
      await started.sandbox.close();
    }
  });
});

describe('a control call is refused', () => {
  it.each([
    ['PUT', '/settings', { reply: 'conflict' }, 400],
    ['PUT', '/settings', { searchLagMs: -1 }, 400],
    ['PATCH', '/settings', { searchLagMs: [] }, 400],
    ['POST', '/tables', { action: 'rename', table: '学员总表', name: '学习记录表' }, 422],
    ['PATCH', '/records', { table: '学员总表', openId: 'ou_none', records: [] }, 400],
    ['POST', '/faults', { action: { kind: 'explode' } }, 400],
    ['POST', '/faults', { action: { kind: 'drop' }, count: 2 }, 400],
    ['POST', '/reset', { seed: 'other' }, 400],
    ['POST', '/records', { table: '学员总表', records: [] }, 400],
    ['POST', '/records', { table: '老师表', records: [{ cells: {} }] }, 422],
    ['POST', '/records', { table: '学员总表', records: [{ cells: { 用户ID: 5 } }] }, 422],
    ['POST', '/reset', '{', 400],
  ])('%s %s with %j: %d', async (method, path, body, status) => {
    const answer = await test.control(method, path, body);
    expect(answer).toMatchObject({ status, body: { error: { message: expect.any(String) } } });
  });

  it('that is no JSON, as a page of another origin could send it', async () => {
    const answer = await fetch(`${test.sandbox.url}/sandbox/api/reset`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"seed":"empty"}',
    });
    expect(answer.status).toBe(415);
  });
});

describe('the page', () => {
  it.each([
    ['/sandbox', 'text/html; charset=utf-8'],
    ['/sandbox/', 'text/html; charset=utf-8'],
    ['/sandbox/sandbox.css', 'text/css; charset=utf-8'],
    ['/sandbox/sandbox.js', 'text/javascript; charset=utf-8'],
  ])('%s is served', async (path, type) => {
    const answer = await fetch(test.sandbox.url + path);
    expect(await answer.text()).not.toBe('');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each(['/sandbox/nope.js', '/sandbox/nope/', '/sandbox/.hidden', '/lib/nope.js', '/lib'])(
    '%s is answered as any other path that is not there',
    async (path) => {
      const [unknown, anyOther] = [
        await fetch(test.sandbox.url + path),
        await fetch(`${test.sandbox.url}/nope`),
      ];
      expect([unknown.status, await unknown.text()]).toEqual([404, await anyOther.text()]);
    },
  );

  it.each([
    ['/sandbox/api/nope', 404],
    ['/sandbox/..%2f..%2fpackage.json', 403],
    ['/sandbox/%00', 400],
    ['/sandbox/%', 400],
  ])('%s is answered with %d, and without a path of the machine', async (path, status) => {
    const answer = await fetch(test.sandbox.url + path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain(process.cwd());
  });

  it.each([
    ['evil.example', '/sandbox/api/chat', 403],
    ['evil.example:4100', '/sandbox', 403],
    ['127.0.0.1.evil.example', '/sandbox/api/settings', 403],
    ['localhost:4100', '/sandbox', 200],
    ['[::1]:4100', '/sandbox/api/chat', 200],
    ['evil.example', '/open-apis/bot/v3/info', 403],
    ['evil.example', '/callback/ws/endpoint', 403],
    ['evil.example', '/', 403],
    ['127.0.0.1:4100', '/open-apis/bot/v3/info', 400],
  ])(
    'under the name %s, as DNS rebinding would have it, %s is answered with %d',
    async (host, path, status) => {
      const answer = await new Promise<IncomingMessage>((resolve, reject) =>
        request(test.sandbox.url + path, { headers: { host } }, resolve)
          .on('error', reject)
          .end(),
      );
      answer.resume();
      expect(answer.statusCode).toBe(status);
    },
  );

  it('begins by saying that nothing reaches the real Feishu', async () => {
    const html = await (await fetch(`${test.sandbox.url}/sandbox`)).text();
    expect(html.replace(/<head>[\s\S]*<\/head>|<[^>]*>/g, '').trim()).toMatch(/^演示模式，未写入真实飞书/);
  });
});
