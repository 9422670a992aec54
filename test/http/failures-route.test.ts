import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRawTables } from '../../src/roster/read/read-raw-tables.ts';
import type { RowFailure } from '../../src/sync/sync-report.ts';
import { sampleFailure } from '../wording/sample-sync.ts';
import { finishSync } from './finish-sync.ts';
import { addedOf, problemOf, type RunningApp, startApp, uploadForm } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const content = '用户ID,昵称,学习日期\r\nu_1,甲,\r\n,乙,2026-05-01\r\nu_3,丙,2026-05-02\r\n';
const failures: RowFailure[] = [
  sampleFailure({ line: 2, userId: 'u_1', code: 'missing_date' }),
  sampleFailure({ line: 3, userId: null, code: 'missing_user_id' }),
];

async function upload(fileName = '名单.csv'): Promise<string> {
  const body = uploadForm(content, fileName);
  return (await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body }))).id;
}

const download = (id: string, method = 'GET') => fetch(`${app.url}/api/syncs/${id}/failures.csv`, { method });

describe('GET /api/syncs/:id/failures.csv', () => {
  it('is a file of the failed rows that spreadsheets open with Chinese intact', async () => {
    const id = await upload();
    await finishSync(app.syncs, id, failures);
    const response = await download(id);
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(Buffer.from(await response.arrayBuffer()).toString('utf8')).toBe(
      '\ufeff用户ID,昵称,学习日期,行号,原因\r\nu_1,甲,,2,没有学习日期\r\n,乙,2026-05-01,3,没有用户ID\r\n',
    );
  });

  it('is read by the header names that belong to the upload', async () => {
    const body = uploadForm(content.replace('用户ID', '学员编号'), '名单.csv');
    const { id } = await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body }));
    await app.syncs.settleRules(id, {
      policies: { policy: 'skip-existing', learnerUpdates: 'overwrite' },
      columns: { learnerFields: [], enrollmentFields: [], extraAliases: { 用户ID: ['学员编号'] } },
    });
    await finishSync(app.syncs, id, failures);
    expect(await (await download(id)).text()).toContain('学员编号,昵称,学习日期,行号,原因\r\nu_1,甲,,2,');
  });

  it('is read by the column that a person has said is the 用户ID', async () => {
    const body = uploadForm(content.replace('用户ID', '学员编号'), '名单.csv');
    const { id } = await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body }));
    await app.syncs.settleRules(id, {
      policies: { policy: 'skip-existing', learnerUpdates: 'overwrite' },
      columns: { learnerFields: [], enrollmentFields: [], extraAliases: {}, idColumn: '学员编号' },
    });
    await finishSync(app.syncs, id, failures);
    expect(await (await download(id)).text()).toContain('学员编号,昵称,学习日期,行号,原因\r\nu_1,甲,,2,');
  });

  it('is made where spreadsheets are, which keeps nobody waiting', async () => {
    const elsewhere = await startApp({
      async *spreadsheet(kind, syncId) {
        yield Buffer.from(`${kind} of `);
        yield Buffer.from(syncId);
      },
    });
    try {
      const body = uploadForm(content);
      const { id } = await addedOf(await fetch(`${elsewhere.url}/api/syncs`, { method: 'POST', body }));
      await finishSync(elsewhere.syncs, id, failures);
      const response = await fetch(`${elsewhere.url}/api/syncs/${id}/failures.csv`);
      expect(await response.text()).toBe(`failures_csv of ${id}`);
    } finally {
      await elsewhere.close();
    }
  });

  it('is refused as a whole where it could not be made', async () => {
    const broken = await startApp({
      async *spreadsheet() {
        yield Buffer.from('half');
        throw new Error('the program ended before the file was whole');
      },
    });
    try {
      const body = uploadForm(content);
      const { id } = await addedOf(await fetch(`${broken.url}/api/syncs`, { method: 'POST', body }));
      await finishSync(broken.syncs, id, failures);
      const response = await fetch(`${broken.url}/api/syncs/${id}/failures.csv`);
      expect(await problemOf(response)).toMatchObject({ status: 500, code: 'internal' });
      expect(response.headers.get('Content-Disposition')).toBeNull();
    } finally {
      await broken.close();
    }
  });

  it('is named after the file, in Chinese and, for what cannot read that, in ASCII', async () => {
    const id = await upload('五月"名单";\u00e9.final.csv');
    await finishSync(app.syncs, id, failures);
    const number = (await app.syncs.get(id))?.number;
    const disposition = (await download(id)).headers.get('Content-Disposition') ?? '';
    const [, ascii, chinese] =
      /^attachment; filename="([^"]*)"; filename\*=UTF-8''(\S+)$/.exec(disposition) ?? [];
    expect(ascii).toBe(`failures-${number}.csv`);
    expect(decodeURIComponent(chinese ?? '')).toBe('失败明细-五月"名单";é.final.csv');
  });

  it('has its length in the head', async () => {
    const id = await upload();
    await finishSync(app.syncs, id, failures);
    const length = (await (await download(id)).arrayBuffer()).byteLength;
    expect((await download(id, 'HEAD')).headers.get('Content-Length')).toBe(String(length));
  });

  it('is not there while the sync runs', async () => {
    const id = await upload();
    expect(await problemOf(await download(id))).toMatchObject({ status: 409, code: 'still_running' });
  });

  it('is not there where nothing failed', async () => {
    const id = await upload();
    await finishSync(app.syncs, id);
    expect(await problemOf(await download(id))).toMatchObject({ status: 404, code: 'no_failures' });
  });

  it('is gone once the file has been deleted, and so is the rerun', async () => {
    const id = await upload();
    await finishSync(app.syncs, id, failures);
    await app.syncs.deleteOld(new Date('2026-12-31T00:00:00Z'));
    expect(await problemOf(await download(id))).toMatchObject({ status: 410, code: 'file_deleted' });
    const rerun = await fetch(`${app.url}/api/syncs/${id}/rerun`, { method: 'POST' });
    expect(await problemOf(rerun)).toMatchObject({ status: 410, code: 'file_deleted' });
  });
});

describe('GET /api/syncs/:id/failures.xlsx', () => {
  const sheet = (id: string) => fetch(`${app.url}/api/syncs/${id}/failures.xlsx`);

  it('is a file of the failed rows that is a roster again', async () => {
    const id = await upload('五月.csv');
    await finishSync(app.syncs, id, failures);
    const response = await sheet(id);
    expect(response.headers.get('Content-Type')).toContain('spreadsheetml.sheet');
    expect(response.headers.get('Content-Disposition')).toContain(encodeURIComponent('失败明细-五月.xlsx'));
    const [table] = (await readRawTables(new Uint8Array(await response.arrayBuffer()), {})) ?? [];
    expect(table?.header).toEqual(['用户ID', '昵称', '学习日期', '行号', '原因']);
    expect(table?.records.map(({ cells }) => cells.slice(0, 4))).toEqual([
      ['u_1', '甲', '', '2'],
      ['', '乙', '2026-05-01', '3'],
    ]);
  });

  it('is not there where the CSV is not', async () => {
    const id = await upload();
    expect(await problemOf(await sheet(id))).toMatchObject({ status: 409, code: 'still_running' });
    await finishSync(app.syncs, id);
    expect(await problemOf(await sheet(id))).toMatchObject({ status: 404, code: 'no_failures' });
  });
});
