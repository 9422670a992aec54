import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { emptySummary } from '../../src/sync/sync-report.ts';
import { upload as newUpload } from '../contract/store-place.ts';
import { getSync, syncFile } from '../support/api.ts';
import { type RunningService, runCli, runCommand, startService } from '../support/processes.ts';
import { samplePath } from '../support/samples.ts';
import { sampleFailure, sampleReport } from '../wording/sample-sync.ts';

const dayMs = 86_400_000;
const person = 'u_6a00canary001_ABCDEFGHIJ';
const roster = `用户ID,昵称,课程,学习日期\n${person},金丝雀,入门,2026-05-01\nu_2,,入门,2026-13-01\n`;

let dataDir: string;
let service: RunningService | null;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nvc-forget-'));
  service = null;
});
afterEach(async () => {
  await service?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** As if the roster had been synced some days ago, in sandbox mode. */
async function syncedBefore(days: number): Promise<void> {
  const store = await openStore({ dataDir: join(dataDir, 'sandbox'), log: createLog('silent') });
  const at = new Date(Date.now() - days * dayMs);
  await store.syncs.addUpload({ ...newUpload('old'), bytes: Buffer.from(roster), createdAt: at });
  const report = sampleReport({
    summary: { ...emptySummary, rows: 2, enrollmentsCreated: 1, rowsFailed: 1 },
    failures: [sampleFailure({ line: 2, userId: person, code: 'missing_date' })],
  });
  await store.syncs.finish('old', { status: 'partial', report, changes: null, error: null }, at);
  await store.close();
}

/** Whether the person stands in any file of the store itself; the stand-in Feishu beside it is not ours. */
async function isOnDisk(): Promise<boolean> {
  const names = (await readdir(join(dataDir, 'sandbox'))).filter((name) => name.includes('sqlite'));
  const files = await Promise.all(names.map((name) => contentOf(join(dataDir, 'sandbox', name))));
  return files.join('').includes(person);
}

/** A side file goes when its last connection does, which may be now. */
async function contentOf(path: string): Promise<string> {
  return readFile(path, 'latin1').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

const forget = (...args: string[]) => runCommand('cli.js', ['forget', ...args], { DATA_DIR: dataDir });

describe('after the retention time', () => {
  it('the start of the service deletes the rows, and the counts stay', async () => {
    await syncedBefore(31);
    expect(await isOnDisk()).toBe(true);
    service = await startService({ DATA_DIR: dataDir });
    while (await isOnDisk()) await sleep(50);
    const { summary, failures } = await getSync(service.url, 'old');
    expect([summary.enrollmentsCreated, summary.rowsFailed, failures]).toEqual([1, 1, []]);
  });

  it('a command does so too, where no service ever runs', async () => {
    await syncedBefore(31);
    await runCli([samplePath('roster-gbk.csv')], { DATA_DIR: dataDir });
    expect(await isOnDisk()).toBe(false);
  });

  it('and not before it', async () => {
    await syncedBefore(29);
    await runCli([samplePath('roster-gbk.csv')], { DATA_DIR: dataDir });
    expect(await isOnDisk()).toBe(true);
  });
});

describe('npm run forget', () => {
  it('takes a person out while the service runs, and says what is left elsewhere', async () => {
    await syncedBefore(1);
    service = await startService({ DATA_DIR: dataDir });
    const { exitCode, stdout, stderr } = await forget(person);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(
      `已删除用户ID“${person}”：名单文件1个，写入日志0条，同步报告里的1处，上一份名单内容的校验码0个。`,
    );
    expect(stdout).toContain('没有改动：多维表格里的记录');
    while (await isOnDisk()) await sleep(50);
    expect((await getSync(service.url, 'old')).failures).toMatchObject([{ line: 2, userId: null }]);
    expect((await fetch(`${service.url}/api/syncs/old/failures.csv`)).status).toBe(410);
    expect((await forget(person)).stdout).toContain('没有用户ID');
  });

  it('takes nobody out of a sync that has just ended', async () => {
    service = await startService({ DATA_DIR: dataDir });
    const { number } = await syncFile(service.url, { name: '名单.csv', bytes: roster });
    const { exitCode, stdout, stderr } = await forget(person);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`没有删除任何数据：#${number}`);
    expect(await isOnDisk()).toBe(true);
  });

  it.each([
    ['nobody', []],
    ['a flag', ['--all']],
  ])('asked for %s it says how to be used', async (_, args) => {
    const { exitCode, stderr } = await forget(...args);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('用法')]);
  });

  it('does not take a wrong folder for one in which nobody is known', async () => {
    const { exitCode, stderr } = await forget(person);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('没有本服务的数据')]);
    expect(await readdir(dataDir)).toEqual([]);
  });
});
