import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport } from '../wording/sample-sync.ts';
import { finishedAt, finishSync } from './finish-sync.ts';
import { addedOf, problemOf, type RunningApp, startApp, uploadForm } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function upload(content: string): Promise<string> {
  return (await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body: uploadForm(content) })))
    .id;
}
const firstRows = (id: string) => fetch(`${app.url}/api/syncs/${id}/first-rows`);

describe('GET /api/syncs/:id/first-rows', () => {
  it('is the first rows as they stand, with what each column is read for, before the sync is worked on', async () => {
    const rows = Array.from({ length: 9 }, (_, index) => `u_${index},甲 ,${'长'.repeat(101)}`);
    const id = await upload(['课程名单', '用户ID,昵称,备注', ...rows].join('\n'));
    const response = await firstRows(id);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const { tables } = (await response.json()) as { tables: { columns: unknown; rows: unknown[] }[] };
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({
      sheet: null,
      columns: [
        { title: '用户ID', field: '用户ID' },
        { title: '昵称', field: '昵称' },
        { title: '备注', field: null },
      ],
    });
    expect(tables[0]?.rows).toHaveLength(5);
    expect(tables[0]?.rows[0]).toEqual({ line: 3, cells: ['u_0', '甲 ', `${'长'.repeat(100)}…`] });
    expect(app.logged().join('\n')).not.toContain('甲');
  });

  it('names what the sync has read a column for, once it has', async () => {
    const id = await upload('用户ID,,姓名,昵称,城市\nu_1,x,甲,,上海');
    const columns = [
      { title: '用户ID', field: '用户ID' },
      { title: '姓名', field: '昵称' },
      { title: '昵称', field: null },
      { title: '城市', field: '城市' },
    ];
    const skipped = { beforeHeader: 0, footers: [], blank: 0, hidden: 0 };
    const report = sampleReport({ file: { sheets: [], headerLine: 1, columns, skipped } });
    await app.syncs.start(id);
    await app.syncs.finish(id, { status: 'succeeded', report, changes: null, error: null }, finishedAt);
    const { tables } = (await (await firstRows(id)).json()) as {
      tables: { columns: { field: string | null }[] }[];
    };
    expect(tables[0]?.columns.map(({ field }) => field)).toEqual(['用户ID', null, '昵称', null, '城市']);
  });

  it('is no table of a file that holds none', async () => {
    expect(await (await firstRows(await upload('你好'))).json()).toEqual({ tables: [] });
  });

  it('is gone with the file', async () => {
    const id = await upload('用户ID\nu_1');
    await finishSync(app.syncs, id);
    await app.syncs.deleteOld(new Date('2026-12-31T00:00:00Z'));
    expect(await problemOf(await firstRows(id))).toMatchObject({ status: 410, code: 'file_deleted' });
  });

  it('is of no sync that does not exist', async () => {
    expect(await problemOf(await firstRows('37'))).toMatchObject({ status: 404, code: 'sync_not_found' });
  });
});
