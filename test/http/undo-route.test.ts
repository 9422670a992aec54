import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport, sampleSummary } from '../wording/sample-sync.ts';
import { finishSync } from './finish-sync.ts';
import { addedOf, problemOf, type RunningApp, startApp, uploadForm } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function upload(): Promise<string> {
  const body = uploadForm('用户ID\r\nu_1');
  return (await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body }))).id;
}

const undo = (id: string, body: object = {}) =>
  fetch(`${app.url}/api/syncs/${id}/undo`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

async function written(): Promise<string> {
  const id = await upload();
  await app.syncs.start(id);
  const report = sampleReport({ summary: sampleSummary({ rows: 3, enrollmentsCreated: 3 }) });
  await app.syncs.finish(id, { status: 'succeeded', report, changes: null, error: null }, new Date());
  return id;
}

describe('POST /api/syncs/:id/undo', () => {
  it('queues an undo that asks first, and gives the same one to whoever asks again', async () => {
    const id = await written();
    const response = await undo(id);
    expect(response.status).toBe(202);
    const added = await addedOf(response);
    expect(await app.syncs.get(added.id)).toMatchObject({
      kind: 'undo',
      undoes: id,
      input: { confirmed: [] },
    });
    expect(await addedOf(await undo(id))).toEqual(added);
  });

  it('takes an agreement along', async () => {
    const { id } = await addedOf(await undo(await written(), { confirm: true }));
    expect((await app.syncs.get(id))?.input.confirmed).toMatchObject([{ code: 'undo' }]);
  });

  it('is shown with what came of it, and the sync as taken back', async () => {
    const of = await written();
    const { id } = await addedOf(await undo(of, { confirm: true }));
    await app.syncs.start(id);
    const row = { line: 2, sheet: null, userId: 'u_1', field: null } as const;
    const summary = sampleSummary({ undo: { undone: 1, kept: 1, failed: 0, reasons: { edited: 1 } } });
    const undone = [
      { ...row, what: 'enrollment', outcome: 'undone', reason: null },
      { ...row, what: 'learner', outcome: 'kept', reason: 'edited' },
    ] as const;
    const report = { ...sampleReport({ summary }), undone: [...undone] };
    await app.syncs.finish(id, { status: 'succeeded', report, changes: null, error: null }, new Date());
    expect(await (await fetch(`${app.url}/api/syncs/${id}`)).json()).toMatchObject({
      kind: 'undo',
      undoes: of,
      undo: { undone: 1, kept: 1, failed: 0, rows: undone },
      sentences: ['已撤销 1 · 保留 1（改过了1） · 失败 0'],
    });
    expect(await (await fetch(`${app.url}/api/syncs/${of}`)).json()).toMatchObject({
      statusText: '已撤销',
      undoneBy: id,
      undo: null,
    });
    expect(await problemOf(await undo(of))).toMatchObject({ status: 409, code: 'already_undone' });
    expect(await problemOf(await undo(id))).toMatchObject({ status: 409, code: 'nothing_written' });
  });

  it('refuses a sync that is not over, that wrote nothing, or whose file is gone', async () => {
    expect(await problemOf(await undo(await upload()))).toMatchObject({ status: 409, code: 'still_running' });
    const nothing = await upload();
    await finishSync(app.syncs, nothing);
    expect(await problemOf(await undo(nothing))).toMatchObject({ status: 409, code: 'nothing_written' });
    const old = await written();
    await app.syncs.deleteOld(new Date(Date.now() + 1e12));
    expect(await problemOf(await undo(old))).toMatchObject({ status: 410, code: 'file_deleted' });
    expect((await undo('nobody')).status).toBe(404);
  });

  it('refuses what it does not understand', async () => {
    expect(await problemOf(await undo(await written(), { confirm: 'yes' }))).toMatchObject({
      status: 400,
      code: 'invalid_input',
    });
  });
});
