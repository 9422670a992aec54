import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { sampleFailure, sampleNeeds, sampleReason } from '../wording/sample-sync.ts';
import { finishedAt, finishSync } from './finish-sync.ts';
import { addedOf, problemOf, type RunningApp, startApp, uploadForm } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function upload(fileName = '名单.csv', fields: Record<string, string> = {}): Promise<string> {
  const body = uploadForm('用户ID\r\nu_1', fileName, fields);
  return (await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body }))).id;
}

const get = (path: string) => fetch(app.url + path);
const post = (path: string, body?: unknown) =>
  fetch(app.url + path, {
    method: 'POST',
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });

const waitingFor = async (needs: Parameters<typeof sampleNeeds>[0]) => {
  const id = await upload();
  await app.syncs.start(id);
  await app.syncs.waitForInput(id, sampleNeeds(needs), null);
  return id;
};

describe('GET /api/syncs/:id', () => {
  it('is the sync as it stands', async () => {
    const id = await upload();
    const response = await get(`/api/syncs/${id}`);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ id, status: 'queued', notice: null, failures: [] });
  });

  it('has the failed rows once it is finished', async () => {
    const id = await upload();
    await finishSync(app.syncs, id, [sampleFailure({ line: 2, userId: 'u_1', code: 'missing_date' })]);
    expect(await (await get(`/api/syncs/${id}`)).json()).toMatchObject({
      status: 'partial',
      finishedAt: finishedAt.toISOString(),
      failures: [{ line: 2, userId: 'u_1', code: 'missing_date', reason: '没有学习日期' }],
      failuresTotal: 1,
    });
  });

  it('carries markup in a file name as plain JSON text', async () => {
    const id = await upload('<img src=x onerror=alert(1)>.csv');
    const response = await get(`/api/syncs/${id}`);
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(await response.json()).toMatchObject({ fileName: '<img src=x onerror=alert(1)>.csv' });
  });

  it('says how many come first', async () => {
    const ahead = async (id: string) =>
      ((await (await get(`/api/syncs/${id}`)).json()) as SyncJson).queuedBefore;
    const first = await ahead(await upload());
    expect(await ahead(await upload())).toBe(first + 1);
  });
});

describe('an id that does not exist', () => {
  it.each([
    ['GET', ''],
    ['GET', '/events'],
    ['GET', '/failures.csv'],
    ['POST', '/input'],
    ['POST', '/rerun'],
    ['POST', '/cancel'],
  ])('%s /api/syncs/:id%s is sync_not_found', async (method, path) => {
    const response = await fetch(`${app.url}/api/syncs/37${path}`, { method });
    expect(await problemOf(response)).toMatchObject({ status: 404, code: 'sync_not_found' });
  });
});

describe('GET /api/syncs', () => {
  it('lists the newest first, without their rows', async () => {
    const older = await upload();
    await finishSync(app.syncs, older, [sampleFailure({ line: 2, userId: 'u_1', code: 'missing_date' })]);
    const newer = await upload();
    expect(await (await get('/api/syncs?limit=2')).json()).toMatchObject({
      notice: null,
      botNotice: null,
      canLogOut: false,
      loggedInAs: null,
      maxFileBytes: 20 * 1024 * 1024,
      syncs: [{ id: newer }, { id: older, failures: [], failuresTotal: 1 }],
    });
  });

  it('is searched, narrowed to a state, and read on from a number', async () => {
    const found = async (query: string) => {
      const list = (await (await get(`/api/syncs?${query}`)).json()) as {
        syncs: { id: string; number: number }[];
        nextBefore: number | null;
      };
      return { ids: list.syncs.map(({ id }) => id), nextBefore: list.nextBefore };
    };
    const first = await upload('第一期.csv');
    const second = await upload('第二期.csv', { course: '深海课' });
    const third = await upload('第三期.csv');
    await app.syncs.requestCancel(second, finishedAt);
    expect(await found('q=期.csv')).toEqual({ ids: [third, second, first], nextBefore: null });
    expect((await found('q=深海')).ids).toEqual([second]);
    expect((await found('q=期.csv&state=canceled')).ids).toEqual([second]);
    expect((await found('q=期.csv&state=active')).ids).toEqual([third, first]);
    const page = await found('q=期.csv&limit=2');
    expect(page.ids).toEqual([third, second]);
    expect(await found(`q=期.csv&limit=2&before=${page.nextBefore}`)).toEqual({
      ids: [first],
      nextBefore: null,
    });
    expect(app.logged().join('\n')).not.toMatch(/深海|期.csv/);
  });

  it.each(['state=nothing', 'before=0', 'before=x', 'q=a&q=b'])(
    'takes %s for nothing said',
    async (query) => {
      const all = (await (await get('/api/syncs?limit=5')).json()) as { syncs: unknown[] };
      expect(await (await get(`/api/syncs?limit=5&${query}`)).json()).toMatchObject({ syncs: all.syncs });
    },
  );

  it.each(['0', '-1', 'all', '101', '', '1e99'])('takes the limit %j for none', async (limit) => {
    expect((await get(`/api/syncs?limit=${limit}`)).status).toBe(200);
  });
});

describe('POST /api/syncs/:id/input', () => {
  it('queues the sync with course and date', async () => {
    const id = await waitingFor({ course: true, day: true });
    const response = await post(`/api/syncs/${id}/input`, { course: ' 共情倾听 ', date: '2026-05-16' });
    expect(await response.json()).toMatchObject({ id, status: 'queued', needs: null });
    expect((await app.syncs.get(id))?.input).toMatchObject({ course: '共情倾听', day: '2026-05-16' });
  });

  it('takes the sheets that are meant, of those that were offered', async () => {
    const id = await waitingFor({ sheets: [{ name: '第12期', rows: 3, proposed: true }] });
    const unknown = await post(`/api/syncs/${id}/input`, { sheets: ['第13期'] });
    expect(await problemOf(unknown)).toMatchObject({ status: 400, code: 'unknown_sheets' });
    expect((await post(`/api/syncs/${id}/input`, { sheets: ['第12期'] })).status).toBe(200);
    expect((await app.syncs.get(id))?.input.sheets).toEqual(['第12期']);
  });

  it.each([true, false])('takes whether a column is the 用户ID: %s', async (column) => {
    const idColumn = { title: '学员编号', titleRow: '学员编号\n昵称' };
    const id = await waitingFor({ idColumn });
    const asked = (await (await get(`/api/syncs/${id}`)).json()) as SyncJson;
    expect(asked.needs?.column).toEqual({ field: '用户ID', title: '学员编号' });
    expect(asked.sentences[0]).toBe('名单里没有用户ID。“学员编号”是用户ID吗？请选好答案后继续。');
    expect((await post(`/api/syncs/${id}/input`, { column })).status).toBe(200);
    expect((await app.syncs.get(id))?.input.idColumn).toEqual({ ...idColumn, isId: column, by: null });
  });

  it('takes no answer about a column that is not asked about', async () => {
    const id = await waitingFor({ course: true });
    expect((await post(`/api/syncs/${id}/input`, { course: '入门', column: true })).status).toBe(200);
    expect((await app.syncs.get(id))?.input.idColumn).toBeUndefined();
  });

  it('confirms what was asked', async () => {
    const id = await waitingFor({ confirm: [sampleReason('empty_learner_table')] });
    expect((await post(`/api/syncs/${id}/input`, { confirm: true })).status).toBe(200);
    expect((await app.syncs.get(id))?.input.confirmed).toEqual([
      { code: 'empty_learner_table', size: 0, by: null },
    ]);
  });

  it.each([
    [{ date: '2026-02-30' }, 'invalid_date'],
    [{ date: '' }, 'invalid_date'],
    [{ date: 20260516 }, 'invalid_date'],
    [{ course: '' }, 'invalid_input'],
    [{ course: 7 }, 'invalid_input'],
    [{ confirm: 'yes' }, 'invalid_input'],
    [{ sheets: [] }, 'invalid_input'],
    [{ sheets: '第12期' }, 'invalid_input'],
    [{ column: 'yes' }, 'invalid_input'],
    [[], 'invalid_input'],
    ['text', 'invalid_input'],
    [undefined, 'invalid_input'],
  ])('refuses %j as %s and goes on waiting', async (body, code) => {
    const id = await waitingFor({ course: true, day: true });
    expect(await problemOf(await post(`/api/syncs/${id}/input`, body))).toMatchObject({ status: 400, code });
    expect((await app.syncs.get(id))?.status).toBe('needs_input');
  });

  it.each([
    ['broken JSON', 'application/json', '{"course":'],
    ['another type', 'text/plain', '{"course":"共情倾听"}'],
    ['a huge body', 'application/json', JSON.stringify({ course: 'x'.repeat(100_000) })],
  ])('refuses %s', async (_name, type, body) => {
    const id = await waitingFor({ course: true });
    const response = await fetch(`${app.url}/api/syncs/${id}/input`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    });
    expect(await problemOf(response)).toMatchObject({ status: 400, code: 'invalid_input' });
  });

  it('is refused where nothing was asked', async () => {
    const id = await upload();
    const response = await post(`/api/syncs/${id}/input`, { course: '共情倾听' });
    expect(await problemOf(response)).toMatchObject({ status: 409, code: 'not_waiting' });
  });
});

describe('POST /api/syncs/:id/rerun', () => {
  it('queues a sync of the same upload', async () => {
    const of = await upload();
    await finishSync(app.syncs, of);
    const response = await post(`/api/syncs/${of}/rerun`);
    expect(response.status).toBe(202);
    const { id } = await addedOf(response);
    expect(await app.syncs.get(id)).toMatchObject({ rerunOf: of, uploadId: of, status: 'queued' });
  });

  it.each([
    [{ newDate: true }, true],
    [{ newDate: false }, false],
    [{}, false],
  ])('with %j adds under the new date: %s', async (body, addUnderNewDate) => {
    const of = await upload();
    await finishSync(app.syncs, of, [], 2);
    const { id } = await addedOf(await post(`/api/syncs/${of}/rerun`, body));
    expect((await app.syncs.get(id))?.input.addUnderNewDate).toBe(addUnderNewDate);
  });

  it('fills in what rows lack, cleaned and checked as what is asked for', async () => {
    const of = await upload();
    await finishSync(app.syncs, of);
    const fill = { course: ' 《共情倾听》 ', date: '2026-05-16' };
    const { id } = await addedOf(await post(`/api/syncs/${of}/rerun`, { fill }));
    expect((await app.syncs.get(id))?.input).toMatchObject({
      course: null,
      day: null,
      fill: { course: '《共情倾听》', day: '2026-05-16' },
    });
    const refusal = async (fill: object) =>
      (await problemOf(await post(`/api/syncs/${of}/rerun`, { fill }))).code;
    expect(await refusal({ date: '16.5.2026' })).toBe('invalid_date');
    expect(await refusal({ course: '' })).toBe('invalid_input');
    expect(await refusal({ course: 5 })).toBe('invalid_input');
  });

  it('refuses a body that it does not understand', async () => {
    const of = await upload();
    await finishSync(app.syncs, of);
    const response = await post(`/api/syncs/${of}/rerun`, { newDate: 'yes' });
    expect(await problemOf(response)).toMatchObject({ status: 400, code: 'invalid_input' });
  });

  it('is refused while the first one has not ended', async () => {
    const of = await upload();
    expect(await problemOf(await post(`/api/syncs/${of}/rerun`))).toMatchObject({
      status: 409,
      code: 'still_running',
    });
  });

  it('is refused for another Base', async () => {
    const id = await upload();
    await finishSync(app.syncs, id);
    const sync = await app.syncs.get(id);
    if (sync === null) throw new Error('the sync is not in the store');
    const elsewhere = { ...sync.target, baseToken: 'other' };
    const other = await app.syncs.addUpload({
      id: 'of-another-base',
      key: null,
      origin: null,
      askedBy: null,
      fileId: 'of-another-base',
      source: 'web',
      fileName: 'a.csv',
      bytes: new Uint8Array(),
      dryRun: false,
      input: sync.input,
      policies: { policy: 'skip-existing', learnerUpdates: 'overwrite' },
      target: elsewhere,
      createdAt: sync.createdAt,
    });
    await finishSync(app.syncs, other.id);
    expect(await problemOf(await post(`/api/syncs/${other.id}/rerun`))).toMatchObject({
      status: 409,
      code: 'target_changed',
    });
  });
});

describe('POST /api/syncs/:id/cancel', () => {
  it('cancels what nobody works on', async () => {
    const id = await upload();
    expect(await (await post(`/api/syncs/${id}/cancel`)).json()).toMatchObject({
      status: 'canceled',
      sentences: ['已取消，没有写入任何数据。'],
    });
  });

  it('asks the worker to stop', async () => {
    const id = await upload();
    await app.syncs.start(id);
    expect(await (await post(`/api/syncs/${id}/cancel`)).json()).toMatchObject({
      status: 'running',
      sentences: ['正在取消…'],
      cancelRequested: true,
    });
  });

  it('is refused for what has ended', async () => {
    const id = await upload();
    await finishSync(app.syncs, id);
    expect(await problemOf(await post(`/api/syncs/${id}/cancel`))).toMatchObject({
      status: 409,
      code: 'already_final',
    });
  });
});
