import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, openHarness, runCli, runCommand } from '../support/processes.ts';
import { samplePath } from '../support/samples.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness({ LOG_LEVEL: 'info' });
});
afterAll(() => harness.close());

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

describe('every program explains itself in Chinese', () => {
  it.each([
    ['main.js', []],
    ['cli.js', []],
    ['cli.js', ['sync']],
    ['cli.js', ['undo']],
    ['cli.js', ['forget']],
    ['cli.js', ['undo']],
    ['cli.js', ['backup']],
    ['cli.js', ['restore']],
    ['sandbox/main.js', []],
  ])('%s %j --help', async (script, args) => {
    const { stdout, stderr, exitCode } = await runCommand(script, [...args, '--help'], {});
    expect(stdout).toMatch(/用法|可以用的命令/);
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it.each(['main.js', 'cli.js'])('%s --version', async (script) => {
    const { stdout, exitCode } = await runCommand(script, ['--version'], {});
    expect([stdout, exitCode]).toEqual([`${version}\n`, 0]);
  });

  it('the service has no arguments', async () => {
    const { stderr, exitCode } = await runCommand('main.js', ['--port=80'], {});
    expect(stderr).toContain('没有参数 --port=80');
    expect(exitCode).toBe(1);
  });

  it('a command that does not exist', async () => {
    const { stderr, exitCode } = await runCommand('cli.js', ['snyc'], {});
    expect(stderr).toMatch(/没有命令“snyc”[\s\S]*npm run --silent sync/);
    expect(exitCode).toBe(1);
  });
});

describe('--json gives JSON, however it ends', () => {
  it.each<[string, string[], Record<string, string>, string]>([
    ['no number', [], {}, 'invalid_arguments'],
    ['a flag that does not exist', ['1', '--force'], {}, 'invalid_arguments'],
    ['settings that are incomplete', ['1'], { FEISHU_APP_ID: 'cli_1' }, 'invalid_settings'],
    ['no data', ['1'], { DATA_DIR: '/nowhere' }, 'data_gone'],
  ])('undo: %s', async (_, args, env, code) => {
    const { stdout, exitCode } = await runCommand('cli.js', ['undo', ...args, '--json'], env);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code, message: expect.stringMatching(/\p{Script=Han}/u) },
    });
    expect(exitCode).toBe(1);
  });

  it('undo: a sync that does not exist', async () => {
    const { stdout, exitCode } = await runCommand('cli.js', ['undo', '999', '--json'], harness.env);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'sync_not_found' } });
    expect(exitCode).toBe(1);
  });

  const noFeishu = { FEISHU_APP_ID: 'cli_1' };
  it.each<[string, string[], Record<string, string>, string]>([
    ['a flag that does not exist', [samplePath('roster-gbk.csv'), '--force'], {}, 'invalid_arguments'],
    ['no file', [], {}, 'invalid_arguments'],
    ['a file that is not there', ['/nowhere.csv'], {}, 'file_unreadable'],
    ['settings that are incomplete', [samplePath('roster-gbk.csv')], noFeishu, 'invalid_settings'],
    [
      'a data folder that cannot be used',
      [samplePath('roster-gbk.csv')],
      { DATA_DIR: '/dev/null/x' },
      'data_unusable',
    ],
  ])('%s', async (_, args, env, code) => {
    const { stdout, exitCode } = await runCli([...args, '--json'], env);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code, message: expect.stringMatching(/\p{Script=Han}/u) },
    });
    expect(exitCode).toBe(1);
  });
});

it('a sync has one line in the log where it starts and one where it ends, with figures only', async () => {
  const { stderr } = await runCli([samplePath('roster-utf8-bom.csv')], {
    ...harness.env,
    LOG_LEVEL: 'debug',
  });
  const logged = `${stderr}\n${harness.service.output()}`;
  const lines = [...logged.matchAll(/^\{.*"msg":"sync (?:started|ended)".*$/gm)].map(([line]) =>
    JSON.parse(line),
  );
  expect(lines).toMatchObject([
    { msg: 'sync started', sync: 1, starts: 1 },
    {
      msg: 'sync ended',
      sync: 1,
      outcome: expect.any(String),
      rows: expect.any(Number),
      baseCalls: expect.any(Number),
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/redacted|\p{Script=Han}/u);
});

it('a service says its version at start', () => {
  expect(harness.service.output()).toContain(`"version":"${version}","msg":"starting"`);
});
