import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  type CommandResult,
  type Environment,
  runAnswered,
  runCommand,
  startSandboxProgram,
  startService,
} from '../support/processes.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'nvc-doctor-')), 'data');
  onTestFinished(() => rm(join(dataDir, '..'), { recursive: true, force: true }));
});

const doctor = (env: Environment, ...flags: string[]): Promise<CommandResult> =>
  runCommand('cli.js', ['doctor', ...flags], { DATA_DIR: dataDir, ...env });

describe('the command', () => {
  it('in sandbox mode looks at the machine alone', async () => {
    const { exitCode, stdout } = await doctor({});
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/✓ 配置：演示模式.*– 连接飞书：没有检查.*✓ Node\.js/s);
    expect(stdout).toContain('请让一位助教在飞书里搜索机器人');
  });

  it('names every setting that is wrong, and looks at the machine all the same', async () => {
    const { exitCode, stdout } = await doctor({ FEISHU_APP_ID: 'cli_1', PORT: '99999' }, '--json');
    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: Record<string, string>[] };
    expect({ exitCode, ok }).toEqual({ exitCode: 1, ok: false });
    const bad = findings.filter(({ mark }) => mark === 'bad');
    expect(bad.map(({ check, message }) => `${check} ${message}`).join()).toMatch(/settings PORT/);
    expect(findings.map(({ check }) => check)).toContain('node');
  });

  it('looks into no folder that the data are not in, whatever is wrong with the settings', async () => {
    // A folder that anybody may read would be told of, were it looked at.
    await mkdir(dataDir, { mode: 0o755 });
    const { stdout } = await doctor({ DATABASE_URL: 'mysql://nowhere' }, '--json');
    const { findings } = JSON.parse(stdout) as { findings: Record<string, string>[] };
    const bad = findings.filter(({ mark }) => mark === 'bad').map(({ check }) => check);
    expect(new Set(bad)).toEqual(new Set(['settings']));
    expect(findings.filter(({ mark }) => mark === 'skipped').map(({ check }) => check)).toEqual([
      ...['database', 'folder', 'disk'],
    ]);
  });

  it.each(['doctor', 'setup', 'backup'])('%s names a file of settings that it may not open', async (name) => {
    const cwd = join(dataDir, '..');
    // Not to be opened by anybody, and root may open what is forbidden.
    await mkdir(join(cwd, '.env'));
    const { exitCode, stdout, stderr } = await runAnswered([name, 'x'], {}, { cwd, answers: [] });
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toMatch(/配置文件 \S+\.env：当前用户打不开.*chown/);
  });

  it('takes no flag that it does not know', async () => {
    expect(await doctor({}, '--wirte')).toMatchObject({ exitCode: 1, stdout: '' });
  });
});

describe('with a service that gets its events at an address', () => {
  const keys = { FEISHU_VERIFICATION_TOKEN: 'token', FEISHU_ENCRYPT_KEY: 'key' };

  it('tries the address with a signed probe, which only the right keys open', async () => {
    const sandbox = await startSandboxProgram();
    onTestFinished(() => sandbox.kill('SIGKILL'));
    const env = { ...sandbox.env, ...keys, DATA_DIR: dataDir };
    const service = await startService(env);
    onTestFinished(() => service.kill('SIGKILL'));
    const { port } = new URL(service.url);

    const right = await doctor({ ...env, PORT: port });
    expect(right.stdout).toMatch(/✓ 接收消息：http:\/\/127\.0\.0\.1:\d+\/feishu\/events 能正确回答。/);
    const wrong = await doctor({ ...env, PORT: port, FEISHU_ENCRYPT_KEY: 'other' });
    expect(wrong.stdout).toMatch(/✗ 接收消息：.*不接受签名正确的消息（HTTP 401）/);
  });
});
