import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../../src/app/config.ts';
import { rulesOf } from '../../src/app/rules-of.ts';
import { targetOf } from '../../src/app/target-of.ts';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { SyncWait } from '../../src/sync/sync-record.ts';
import { emptySummary } from '../../src/sync/sync-report.ts';
import { getSync, post, settled, until, upload } from '../support/api.ts';
import { type Harness, openHarness, runCli } from '../support/processes.ts';
import { samplePath } from '../support/samples.ts';
import { readTables } from '../support/tables.ts';
import { rosterOf } from './obstacles.ts';

const minute = 60_000;

let harness: Harness;
beforeEach(async () => {
  harness = await openHarness();
});
afterEach(() => harness.close());

/** A sync in the folder of the service as an earlier process has left it: it has waited for Feishu for twelve minutes. */
async function leaveWaiting(rows: number, wait: Pick<SyncWait, 'code' | 'nextTryAt'>): Promise<string> {
  await harness.service.kill('SIGTERM');
  const reading = readConfig(harness.env);
  if (reading.kind === 'refused') throw new Error(reading.problems.join());
  const { syncs, close } = await openStore({
    dataDir: reading.config.dataDir,
    log: createLog('silent'),
  });
  const id = randomUUID();
  const { name, bytes } = rosterOf('w', rows);
  await syncs.addUpload({
    ...{ id, key: null, fileId: `${id}.file`, source: 'web', fileName: name, origin: null, askedBy: null },
    bytes: new TextEncoder().encode(String(bytes)),
    dryRun: false,
    input: { course: null, day: null, addUnderNewDate: false, confirmed: [] },
    policies: rulesOf(reading.config).policies,
    target: targetOf(reading.config),
    createdAt: new Date(Date.now() - 20 * minute),
  });
  await syncs.start(id);
  const since = Date.now() - 12 * minute - 1_000;
  const summary = { ...emptySummary, rows, learnersCreated: 1, rowsFailed: rows };
  await syncs.waitForNextTry(
    id,
    { ...wait, details: {}, since, setAt: since, count: 1, waitedMs: {} },
    { summary, failures: [], warnings: [], notEnrolled: [], file: null },
    null,
  );
  await close();
  await harness.restart();
  return id;
}

it('a sync that waits goes on by itself after a restart, once its time has come', async () => {
  const id = await leaveWaiting(3, { code: 'feishu_unreachable', nextTryAt: Date.now() });
  expect(await settled(harness.service.url, id)).toMatchObject({
    status: 'succeeded',
    waiting: null,
    summary: { learnersCreated: 3, enrollmentsCreated: 3 },
  });
  expect((await readTables(harness.sandbox.url)).enrollments).toHaveLength(3);
});

it('while Feishu is away people see why and since when, and a cancel ends it at once', async () => {
  const nextTryAt = Date.now() + 10 * minute;
  const id = await leaveWaiting(3, { code: 'feishu_unreachable', nextTryAt });
  const { url } = harness.service;
  expect(await getSync(url, id)).toMatchObject({
    status: 'queued',
    statusText: '等待飞书恢复',
    waiting: { code: 'feishu_unreachable', nextTryAt: new Date(nextTryAt).toISOString() },
    sentences: ['飞书暂时连不上，恢复后自动继续，已等12分钟。', expect.stringContaining('取消')],
    summary: { rows: 0 },
  });
  const behind = await upload(url, rosterOf('b', 2));
  expect(await getSync(url, behind)).toMatchObject({
    status: 'queued',
    waiting: null,
    sentences: ['排队中，前面还有1个。', '飞书暂时连不上，恢复后自动继续。'],
  });
  await post(url, `/api/syncs/${id}/cancel`);
  expect(await getSync(url, id)).toMatchObject({
    status: 'canceled',
    waiting: null,
    summary: { rows: 3, learnersCreated: 1 },
    sentences: [expect.stringContaining('已取消：已新增1位学员'), expect.anything()],
  });
  expect((await settled(url, behind)).status).toBe('succeeded');
});

it('a sync that waits for a busy Feishu lets the others go on', async () => {
  const id = await leaveWaiting(3, { code: 'feishu_busy', nextTryAt: Date.now() + 10 * minute });
  const { url } = harness.service;
  expect((await settled(url, await upload(url, rosterOf('b', 2)))).status).toBe('succeeded');
  expect(await getSync(url, id)).toMatchObject({ status: 'queued', waiting: { code: 'feishu_busy' } });
});

it('the command line says that its sync is queued, and the service goes on with it', async () => {
  const id = await leaveWaiting(3, { code: 'feishu_unreachable', nextTryAt: Date.now() + 10 * minute });
  const command = [samplePath('roster-utf8-bom.csv'), '--wait', '0'];
  const asJson = await runCli([...command, '--json'], harness.env);
  const queued = JSON.parse(asJson.stdout) as SyncJson;
  expect(asJson.exitCode).toBe(1);
  expect(queued).toMatchObject({ status: 'queued', queuedBefore: 1, error: null });
  const inWords = await runCli(command, harness.env);
  expect(inWords.exitCode).toBe(1);
  expect(inWords.stdout).toContain('飞书暂时连不上，恢复后自动继续');
  expect(inWords.stderr).toContain('已排队，恢复后自动继续');
  await post(harness.service.url, `/api/syncs/${id}/cancel`);
  const done = await until(harness.service.url, queued.id, ({ finishedAt }) => finishedAt !== null);
  expect(done.summary.enrollmentsCreated).toBe(300);
});
