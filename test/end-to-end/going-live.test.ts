import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { syncFile } from '../support/api.ts';
import {
  type Environment,
  type RunningSandbox,
  runAnswered,
  runCommand,
  startSandboxProgram,
  startService,
} from '../support/processes.ts';
import { sampleFile } from '../support/samples.ts';
import { control, readTables } from '../support/tables.ts';

let sandbox: RunningSandbox;
let cwd: string;
let domain: Environment;
beforeEach(async () => {
  sandbox = await startSandboxProgram();
  cwd = await mkdtemp(join(tmpdir(), 'nvc-going-live-'));
  const { FEISHU_DOMAIN = '' } = sandbox.env;
  domain = { FEISHU_DOMAIN };
  onTestFinished(async () => {
    await sandbox.kill('SIGKILL');
    await rm(cwd, { recursive: true, force: true });
  });
});

const operator = 'ou_5a6db070000000000000000000000001';
const secret = 'SandboxSecretOnlyForDemo00000000';
const credentials = ['cli_a5a6e64626f78000', secret];
const setUp = (answers: readonly string[], env: Environment = domain, flags: readonly string[] = []) =>
  runAnswered(['setup', ...flags], env, { cwd, answers });

/** Who may manage the Base that the command has named. */
async function managersOf(stdout: string): Promise<unknown> {
  const [, baseToken = ''] = /\/base\/(\w+)/.exec(stdout) ?? [];
  const api = `${sandbox.url}/open-apis`;
  const asked = await fetch(`${api}/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: credentials[0], app_secret: secret }),
  });
  const { tenant_access_token: token } = (await asked.json()) as { tenant_access_token: string };
  const listed = await fetch(`${api}/drive/v1/permissions/${baseToken}/members?type=bitable`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { data } = (await listed.json()) as { data: { items: { member_id: string; perm: string }[] } };
  return data.items.filter(({ perm }) => perm === 'full_access').map(({ member_id }) => member_id);
}

interface ShownField {
  name: string;
}
interface ShownTable {
  name: string;
  fields: ShownField[];
}
async function tablesNow(): Promise<Record<string, string[]>> {
  const { tables } = (await control(sandbox.url, 'GET', 'tables')) as { tables: ShownTable[] };
  return Object.fromEntries(tables.map(({ name, fields }) => [name, fields.map((field) => field.name)]));
}

const complete = {
  学员总表: ['用户ID', '昵称', '手机号', '学习记录'],
  学习记录表: ['用户ID', '课程', '学习日期', '关联到学员总表'],
};

describe('from nothing', () => {
  it('one command makes the Base, and what it has written is enough for the first sync', async () => {
    const answers = [...credentials, '', 'y', 'y', operator, 'n', 'n', 'n', 'n', 'y'];
    const { exitCode, stdout } = await setUp(answers);
    expect({ exitCode, bad: stdout.match(/^✗.*$/gm) }).toEqual({ exitCode: 0, bad: null });
    expect(await tablesNow()).toEqual(complete);
    expect(stdout).not.toContain(secret);
    expect(stdout).toContain('"im:message:send_as_bot"');
    expect(await managersOf(stdout)).toEqual([operator]);

    const path = join(cwd, '.env');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const written = parseEnv(await readFile(path, 'utf8'));
    expect(written).toMatchObject({ FEISHU_APP_SECRET: secret, FEISHU_EVENT_MODE: 'websocket' });

    const env = { ...domain, ...(written as Environment), DATA_DIR: join(cwd, 'data') };
    const service = await startService(env);
    onTestFinished(() => service.kill('SIGKILL'));
    const sync = await syncFile(service.url, sampleFile('roster-gbk.csv'));
    expect(sync.status).toMatch(/succeeded|partial/);
    expect((await readTables(sandbox.url)).enrollments.length).toBeGreaterThan(0);

    const port = new URL(service.url).port;
    const doctor = await runCommand('cli.js', ['doctor', '--json', '--write'], { ...env, PORT: port });
    const { ok, findings } = JSON.parse(doctor.stdout) as { ok: boolean; findings: { mark: string }[] };
    expect({ exitCode: doctor.exitCode, ok }).toEqual({ exitCode: 0, ok: true });
    expect(findings.filter(({ mark }) => mark === 'bad' || mark === 'skipped')).toEqual([]);
  });
});

describe('what is typed wrongly', () => {
  it('can be typed again: nothing, half a secret, and then all of it', async () => {
    const [appId = ''] = credentials;
    const { stdout, stderr } = await setUp(['', appId, secret.slice(0, 9), ...credentials, 'no']);
    expect(stdout).toMatch(/✗ 飞书不认这个 App ID.*再复制一次.*✓ App ID 和 App Secret 正确/s);
    expect(stdout + stderr).not.toContain(secret.slice(0, 9));
  });

  it('three times is said with what to look at', async () => {
    const wrong = ['cli_wrong', 'wrong'];
    const { exitCode, stderr } = await setUp([...wrong, ...wrong, ...wrong]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/App Secret 不正确/);
  });
});

describe('an address of a Base that is typed wrongly', () => {
  const withoutBase = () => {
    const { BITABLE_APP_TOKEN: right = '', ...env } = sandbox.env;
    return { right, env };
  };

  it('can be typed again: no address, one that leads nowhere, and then the right one', async () => {
    const { right, env } = withoutBase();
    const { stdout } = await setUp(['我的表格', 'https://x.feishu.cn/base/nowhere', right, '', 'n'], env);
    expect(stdout).toMatch(/✗ 这不像多维表格的网址.*✗ 飞书里没有这个多维表格.*✓ 两张表和字段都齐了/s);
  });

  it('can be typed again once the app may open it; three times is enough', async () => {
    await control(sandbox.url, 'PATCH', 'settings', { documentRole: 'none' });
    const { right, env } = withoutBase();
    const { exitCode, stdout, stderr } = await setUp([right, right, right], env);
    expect(exitCode).toBe(1);
    expect(stdout.match(/✗ 应用打不开.*添加文档应用.*再粘贴一次/g)).toHaveLength(2);
    expect(stderr).toMatch(/✗ 应用打不开/);
  });
});

describe('what is there', () => {
  const env = () => ({ ...sandbox.env });

  it('is completed: what is missing is listed, and nothing else changes', async () => {
    await control(sandbox.url, 'POST', 'fields', { action: 'delete', table: '学员总表', field: '昵称' });
    const before = await tablesNow();
    const { exitCode, stdout } = await setUp(['y', '', 'n', 'n', 'n', 'n', 'n'], env());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/还缺少：\n {2}· 在「学员总表」新增字段“昵称”（文本）\n/);
    const after = await tablesNow();
    expect(after).toEqual({ ...before, 学员总表: [...(before.学员总表 ?? []), '昵称'] });
  });

  it('is left alone when somebody says no', async () => {
    await control(sandbox.url, 'POST', 'fields', { action: 'delete', table: '学员总表', field: '昵称' });
    const before = await tablesNow();
    const { exitCode, stderr } = await setUp(['n'], env());
    expect({ exitCode, stderr: stderr.trim() }).toEqual({ exitCode: 1, stderr: '没有改动。' });
    expect(await tablesNow()).toEqual(before);
  });

  it('is never changed: a field of another type is named, with what to click', async () => {
    const change = { action: 'change', table: '学习记录表', field: '学习日期', type: 1 };
    await control(sandbox.url, 'POST', 'fields', change);
    const before = await tablesNow();
    const { exitCode, stdout } = await setUp(['', 'n', 'n', 'n', 'n', 'n'], env());
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/需要您自己在飞书里改.*“学习日期”是“文本”字段.*类型改为“日期”/s);
    expect(await tablesNow()).toEqual(before);
  });

  it('keeps every line of .env', async () => {
    const path = join(cwd, '.env');
    await writeFile(path, 'FEISHU_APP_ID=\nBITABLE_APP_TOKEN=another\n', { mode: 0o600 });
    const { FEISHU_APP_ID: _id, BITABLE_APP_TOKEN = '', ...rest } = sandbox.env;
    const flags = ['--base', BITABLE_APP_TOKEN, '--operator', 'none', '--analysis', 'no', '--env', 'write'];
    const { stdout } = await setUp(['cli_a5a6e64626f78000'], rest, flags);
    expect(stdout).toMatch(/已有 BITABLE_APP_TOKEN，值与这次的不同，没有改动/);
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines).toContain('BITABLE_APP_TOKEN=another');
    expect(lines).toContain('FEISHU_APP_ID=cli_a5a6e64626f78000');
  });
});

describe('without anybody to answer', () => {
  it('takes the secret from a file, and writes it nowhere else', async () => {
    const { FEISHU_APP_SECRET = '', ...env } = sandbox.env;
    const path = join(cwd, 'secret');
    await writeFile(path, `${FEISHU_APP_SECRET}\n`);
    const flags = ['--operator', 'none', '--analysis', 'no', '--env', 'write'];
    const { exitCode } = await setUp([], { ...env, FEISHU_APP_SECRET_FILE: path }, flags);
    expect(exitCode).toBe(0);
    expect(await readFile(join(cwd, '.env'), 'utf8')).not.toContain(FEISHU_APP_SECRET);
  });

  it.each([
    { flags: ['--bas', 'new'], says: /--bas.*--base/s },
    { flags: ['--analysis', 'maybe'], says: /--analysis 应为 yes 或 no/ },
  ])('names the flag that is wrong: $flags', async ({ flags, says }) => {
    const { exitCode, stdout, stderr } = await setUp([], sandbox.env, flags);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(says);
  });

  it('makes no table under an id', async () => {
    const env = { ...sandbox.env, BITABLE_LEARNER_TABLE: 'tblNowhere' };
    const before = await tablesNow();
    const { exitCode, stderr } = await setUp([], env, ['--yes']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('tblNowhere');
    expect(await tablesNow()).toEqual(before);
  });

  it('does all that flags agree to, analysis too', async () => {
    const flags = ['--base', 'new', '--operator', operator, '--analysis', 'yes', '--env', 'print', '--yes'];
    const { BITABLE_APP_TOKEN: _base, ...env } = sandbox.env;
    const { exitCode } = await setUp([], env, flags);
    expect(exitCode).toBe(0);
    expect(await tablesNow()).toEqual({
      学员总表: [...complete.学员总表, '身份', '新增时间'],
      学习记录表: [...complete.学习记录表, '报名状态'],
    });
    await expect(stat(join(cwd, '.env'))).rejects.toThrow('ENOENT');
  });

  it.each([
    { flags: [], says: '--base' },
    { flags: ['--base', 'new'], says: '--yes' },
    { flags: ['--base', 'new', '--yes'], says: '--operator' },
  ])('with $flags, $says is named and nothing more is done', async ({ flags, says }) => {
    const { BITABLE_APP_TOKEN: _base, ...env } = sandbox.env;
    const { exitCode, stderr } = await setUp([], env, flags);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`请加上 ${says}`);
  });

  it.each<{ env: Environment; settings: object; says: RegExp }>([
    { env: { FEISHU_APP_SECRET: 'wrong' }, settings: {}, says: /App Secret 不正确/ },
    { env: {}, settings: { scopes: ['im:message'] }, says: /还没有权限 bitable:app.*审核通过后再运行/s },
  ])('stops where nothing can be made: $says', async ({ env, settings, says }) => {
    await control(sandbox.url, 'PATCH', 'settings', settings);
    const { exitCode, stderr } = await setUp([], { ...sandbox.env, ...env }, ['--yes']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(says);
  });
});
