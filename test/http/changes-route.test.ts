import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineInFile } from '../../src/roster/line-place.ts';
import { readRawTables } from '../../src/roster/read/read-raw-tables.ts';
import type { RowChange, SyncChanges } from '../../src/sync/sync-changes.ts';
import { sampleNeeds, sampleReason, sampleReport, sampleSummary } from '../wording/sample-sync.ts';
import { finishedAt } from './finish-sync.ts';
import { addedOf, problemOf, type RunningApp, startApp, uploadForm } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function upload(fields: Record<string, string> = {}): Promise<string> {
  const body = uploadForm('用户ID\r\nu_1', '名单.csv', fields);
  return (await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body }))).id;
}

const get = (id: string, query = '') => fetch(`${app.url}/api/syncs/${id}/changes${query}`);
const write = (id: string) => fetch(`${app.url}/api/syncs/${id}/write`, { method: 'POST' });

const file: SyncChanges['file'] = {
  sheets: [
    { name: '说明', rows: 0, read: false },
    { name: '第12期', rows: 180, read: true },
  ],
  headerLine: lineInFile(1, 3),
  columns: [
    { title: '用户ID', field: '用户ID' },
    { title: '邮箱', field: null },
  ],
  skipped: {
    ...{ beforeHeader: 2, blank: 1, hidden: 4 },
    footers: [{ line: lineInFile(1, 190), text: '合计 180人' }],
  },
};

const row = (over: Partial<RowChange> = {}): RowChange => ({
  ...{ line: 4, sheet: '第12期', userId: 'u_1', nickname: '甲', kinds: ['skip'], course: '入门' },
  ...{ day: '2026-05-16', cells: [], code: null },
  ...over,
});
const rows: RowChange[] = [
  row({
    kinds: ['update_learner', 'create_enrollment'],
    cells: [
      { field: 'nickname', before: '旧', after: '甲' },
      { field: '城市', before: '', after: '上海' },
    ],
  }),
  row({
    line: 5,
    kinds: ['failed'],
    course: null,
    day: null,
    code: 'missing_course',
    lacks: 'course_and_day',
  }),
  ...Array.from({ length: 150 }, (_, index) => row({ line: 6 + index })),
];
const changes: SyncChanges = {
  rows,
  courses: [{ course: '入门', created: 1, skipped: 150, isNew: true }],
  file,
};

async function finish(id: string, over: Partial<Parameters<typeof sampleSummary>[0]> = {}) {
  await app.syncs.start(id);
  const report = sampleReport({ summary: sampleSummary({ rows: rows.length, rowsFailed: 1, ...over }) });
  await app.syncs.finish(id, { status: 'partial', report, changes, error: null }, finishedAt);
}

describe('GET /api/syncs/:id/changes', () => {
  it('is a page of what the sync does, row by row, with the counts of all', async () => {
    const id = await upload();
    await finish(id);
    const response = await get(id);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const { rows: shown, ...rest } = (await response.json()) as { rows: unknown[] };
    expect(rest).toEqual({
      ...{ page: 1, pages: 2, total: 152 },
      counts: {
        ...{ create_learner: 0, update_learner: 1, create_enrollment: 1, update_enrollment: 0 },
        ...{ link: 0, skip: 150, repeat: 0, not_enrolled: 0, failed: 1 },
      },
      courses: changes.courses,
      file: {
        ...file,
        headerLine: 3,
        skipped: { ...file.skipped, footers: [{ sheet: '第12期', line: 190, text: '合计 180人' }] },
      },
    });
    expect(shown).toHaveLength(100);
    expect(shown.slice(0, 2)).toEqual([
      {
        ...{ line: 4, sheet: '第12期', userId: 'u_1', nickname: '甲', course: '入门', date: '2026-05-16' },
        kinds: ['update_learner', 'create_enrollment'],
        cells: [
          { field: '昵称', before: '旧', after: '甲' },
          { field: '城市', before: '', after: '上海' },
        ],
        code: null,
        reason: '',
      },
      {
        ...{ line: 5, sheet: '第12期', userId: 'u_1', nickname: '甲', course: null, date: null },
        ...{ kinds: ['failed'], cells: [], code: 'missing_course', reason: '没有课程名称，也没有学习日期' },
      },
    ]);
  });

  it.each<[string, number, number[]]>([
    ['?kind=failed', 1, [5]],
    ['?kind=create_enrollment', 1, [4]],
    ['?kind=link', 0, []],
    ['?page=2', 152, Array.from({ length: 52 }, (_, index) => 104 + index)],
    ['?kind=skip&page=2', 150, Array.from({ length: 50 }, (_, index) => 106 + index)],
    ['?page=99', 152, []],
    ['?q=上海', 1, [4]],
    ['?q=旧', 1, [4]],
    ['?q=U_1&kind=link', 0, []],
    ['?q=155', 1, [155]],
    ['?q=%E4%B8%8A%E6%B5%B7&page=2', 1, []],
    ['?q=%20', 152, Array.from({ length: 100 }, (_, index) => 4 + index)],
  ])('%s is of %i rows', async (query, total, lines) => {
    const id = await upload();
    await finish(id);
    const found = (await (await get(id, query)).json()) as { total: number; rows: { line: number }[] };
    expect([found.total, found.rows.map(({ line }) => line)]).toEqual([total, lines]);
  });

  it.each([
    '?kind=nothing',
    '?page=0',
    '?page=-1',
    '?page=x',
    '?page=1e99',
    '?kind=failed&kind=skip',
    `?q=${'x'.repeat(101)}`,
  ])('takes %s for nothing said', async (query) => {
    const id = await upload();
    await finish(id);
    expect(await (await get(id, query)).json()).toMatchObject({ page: 1, total: 152 });
  });

  it('is there of a sync that asks', async () => {
    const id = await upload();
    await app.syncs.start(id);
    await app.syncs.waitForInput(id, sampleNeeds({ confirm: [sampleReason('odd_ids')] }), changes);
    expect(await (await get(id)).json()).toMatchObject({ total: 152 });
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['before there is a plan', (id) => app.syncs.start(id)],
    ['of a file that was refused', (id) => refuseFile(id)],
  ])('is not planned %s', async (_, prepare) => {
    const id = await upload();
    await prepare(id);
    expect(await problemOf(await get(id))).toMatchObject({ status: 409, code: 'not_planned' });
  });

  it('is gone once the rows are deleted, also where a newer rerun keeps the file', async () => {
    const id = await upload();
    await finish(id);
    const of = (await app.syncs.get(id)) ?? expect.unreachable();
    const origin = { key: null, origin: null, askedBy: null, source: 'web' as const };
    await app.syncs.addRerun({
      id: `${id}-again`,
      as: 'rerun',
      of,
      ...origin,
      input: of.input,
      createdAt: finishedAt,
    });
    await app.syncs.deleteOld(new Date('2026-12-31T00:00:00Z'));
    expect(await app.syncs.hasFile(of.fileId)).toBe(true);
    expect(await problemOf(await get(id))).toMatchObject({ status: 410, code: 'file_deleted' });
  });

  it('is of no sync that does not exist', async () => {
    expect(await problemOf(await get('37'))).toMatchObject({ status: 404, code: 'sync_not_found' });
  });

  it('is logged without anything of the rows', async () => {
    const id = await upload();
    await finish(id);
    await get(id, '?q=甲上海');
    expect(app.logged().join('\n')).not.toMatch(/u_1|甲|上海/);
  });
});

function refuseFile(id: string) {
  const error = { kind: 'file', refusal: { code: 'empty_file' } } as const;
  return app.syncs.finish(id, { status: 'failed', report: null, changes: null, error }, finishedAt);
}

describe('GET /api/syncs/:id/changes.xlsx', () => {
  const sheet = (id: string) => fetch(`${app.url}/api/syncs/${id}/changes.xlsx`);

  it('is every row as text', async () => {
    const id = await upload();
    await finish(id);
    const response = await sheet(id);
    expect(response.headers.get('Content-Disposition')).toContain(encodeURIComponent('变化-名单.xlsx'));
    const [table] = (await readRawTables(new Uint8Array(await response.arrayBuffer()), {})) ?? [];
    expect(table?.records).toHaveLength(rows.length);
    expect(table?.records[0]?.cells.slice(0, 5)).toEqual([
      '4',
      '第12期',
      'u_1',
      '甲',
      '更新了学员资料、新增了学习记录',
    ]);
  });

  it('is not there before there is a plan', async () => {
    expect(await problemOf(await sheet(await upload()))).toMatchObject({ status: 409, code: 'not_planned' });
  });
});

describe('POST /api/syncs/:id/write', () => {
  const previewed = async (over: Parameters<typeof finish>[1] = { enrollmentsCreated: 44 }) => {
    const id = await upload({ dryRun: 'true' });
    await finish(id, over);
    return id;
  };

  it('queues the sync that writes the preview, once', async () => {
    const preview = await previewed();
    const responses = [await write(preview), await write(preview)];
    expect(responses.map(({ status }) => status)).toEqual([202, 202]);
    const [first, second] = await Promise.all(responses.map(addedOf));
    expect(second).toEqual(first);
    expect(await (await fetch(`${app.url}/api/syncs/${first?.id}`)).json()).toMatchObject({
      ...{ previewOf: preview, dryRun: false, rerunOf: null, status: 'queued', number: first?.number },
    });
  });

  it.each<[string, () => Promise<string>, number, string]>([
    ['that is no preview', finishedSync, 409, 'not_a_preview'],
    ['that has not ended', () => upload({ dryRun: 'true' }), 409, 'still_running'],
    ['that has nothing to write', () => previewed({}), 409, 'nothing_to_write'],
    ['whose file is deleted', () => deleted(previewed()), 410, 'file_deleted'],
    ['that does not exist', async () => '37', 404, 'sync_not_found'],
  ])('is refused for a sync %s', async (_, prepare, status, code) => {
    expect(await problemOf(await write(await prepare()))).toMatchObject({ status, code });
  });

  async function finishedSync() {
    const id = await upload();
    await finish(id, { enrollmentsCreated: 44 });
    return id;
  }

  async function deleted(preview: Promise<string>) {
    const id = await preview;
    await app.syncs.deleteOld(new Date('2026-12-31T00:00:00Z'));
    return id;
  }
});
