import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createChatDriver } from '../support/chat-driver.ts';
import { type RunningService, runCli, runCommand, startService } from '../support/processes.ts';
import { control, readTables } from '../support/tables.ts';

let service: RunningService;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nvc-id-column-'));
  service = await startService({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await service.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(() => control(service.url, 'POST', 'reset', { seed: 'empty' }));

const { sendFile, answerTo, press } = createChatDriver(() => service.url);
const doctor = (...flags: string[]) => runCommand('cli.js', ['doctor', ...flags], { DATA_DIR: dataDir });

const idOf = (index: number) => `u_7f74bf20f876f_${String(index).padStart(10, '0')}`;
/** Each column that is asked about has a title of its own, so that no answer of another test holds for it. */
const roster = (title: string, index: number) =>
  [`${title},昵称,课程,学习日期`, `${idOf(index)},学员${index},入门,2026-05-16`].join('\n');
const send = (text: string) => sendFile('名单.csv', Buffer.from(text));
const learners = async () => (await readTables(service.url)).learners.map(({ cells }) => cells.用户ID);
const usesIt = /按回答过的把“学员编号”列当作用户ID/;

describe('a roster in whose titles the 用户ID is not found', () => {
  it('asks in the card, and goes on with the answer, which holds for the next one', async () => {
    const first = await send(roster('学员编号', 1));
    const asked = await answerTo(first, /名单里没有用户ID。“学员编号”是用户ID吗？/);
    expect(await press(asked, '继续同步', { form: {} })).toMatchObject({
      toast: { content: '请选择这一列是不是用户ID' },
    });
    expect(await learners()).toEqual([]);
    await press(asked, '继续同步', { form: { id_column: 'yes' } });
    await answerTo(first, usesIt);
    expect(await learners()).toEqual([idOf(1)]);

    await answerTo(await send(roster('学员编号', 2)), usesIt);
    expect(await learners()).toEqual([idOf(1), idOf(2)]);
  });

  it('is refused where the answer is no', async () => {
    const messageId = await send(roster('会员编号', 1));
    const asked = await answerTo(messageId, /“会员编号”是用户ID吗？/);
    await press(asked, '继续同步', { form: { id_column: 'no' } });
    await answerTo(messageId, /文件缺少列：用户ID/);
    expect(await learners()).toEqual([]);
  });
});

describe('on the command line', () => {
  const sync = async (title: string, ...flags: string[]) => {
    const path = join(dataDir, '名单.csv');
    await writeFile(path, roster(title, 3));
    return runCli([path, ...flags], { DATA_DIR: dataDir });
  };

  it('nobody is there to ask: it names the flag, and writes nothing', async () => {
    const { exitCode, stdout, stderr } = await sync('学号');
    expect(exitCode).toBe(1);
    expect(stderr).toContain("请加上 --column '学号'，再运行一次。");
    expect(stdout).toContain('“学号”是用户ID吗？');
    expect(await learners()).toEqual([]);
  });

  it('goes on with --column, for the column that is asked about only', async () => {
    expect((await sync('学籍号', '--column', '昵称')).exitCode).toBe(1);
    expect(await sync('学籍号', '--column', '学籍号')).toMatchObject({ exitCode: 0 });
    expect(await learners()).toEqual([idOf(3)]);
  });

  it('doctor names what is remembered, and takes it back: then it is asked again', async () => {
    await sync('账号', '--column', '账号');
    expect((await doctor()).stdout).toMatch(
      /✓ 记住的用户ID列：“账号”列，在表头是 账号、昵称、课程、学习日期 的文件里.*--forget-column '账号'/s,
    );
    expect(await doctor('--forget-column', '账号')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('不再把“账号”列当作用户ID'),
    });
    const { findings } = JSON.parse((await doctor('--json')).stdout) as { findings: { message: string }[] };
    expect(findings.map(({ message }) => message).join()).not.toContain('“账号”');
    expect((await sync('账号')).exitCode).toBe(1);
    expect(await doctor('--forget-column', '账号')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('没有记住“账号”列'),
    });
  });
});

it('forget takes no file of others for one that it cannot read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nvc-id-column-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, '名单.csv');
  await writeFile(path, roster('学员编号', 4));
  const env = { DATA_DIR: join(folder, 'data') };
  expect((await runCli([path, '--column', '学员编号'], env)).exitCode).toBe(0);
  const { exitCode, stdout } = await runCommand('cli.js', ['forget', idOf(5)], env);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`没有用户ID“${idOf(5)}”`)]);
});
