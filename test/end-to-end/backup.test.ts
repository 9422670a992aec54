import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { syncFile } from '../support/api.ts';
import { type Harness, openHarness, runCommand } from '../support/processes.ts';
import { readTables } from '../support/tables.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const roster = (id: string) => ({
  name: '名单.csv',
  bytes: `用户ID,昵称,课程,学习日期\n${id},学员,入门,2026-05-01`,
});

it('a running service is backed up, and restored once it is stopped; sent again, nothing is doubled', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nvc-backup-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'file.backup');
  const command = (name: string) => runCommand('cli.js', [name, file], harness.env);
  await syncFile(harness.service.url, roster('u_1'));

  expect(await command('backup')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/1次同步.*完好/),
  });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await command('backup')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('已经存在') });
  await syncFile(harness.service.url, roster('u_2'));

  expect(await command('restore')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('先停止服务'),
  });
  await harness.service.kill('SIGTERM');
  expect(await command('restore')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/已恢复.*1次同步[\s\S]*before-restore[\s\S]*15 分钟[\s\S]*不会重复/),
  });
  await harness.restart();
  expect(await syncFile(harness.service.url, roster('u_2'))).toMatchObject({
    number: 2,
    summary: { enrollmentsCreated: 0, enrollmentsSkipped: 1 },
  });
  const { enrollments } = await readTables(harness.sandbox.url);
  expect(enrollments).toHaveLength(2);
});
