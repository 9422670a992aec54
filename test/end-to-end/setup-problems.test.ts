import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { syncFile } from '../support/api.ts';
import { type Environment, type Harness, openHarness, runCli, startService } from '../support/processes.ts';
import { sampleFile, samplePath } from '../support/samples.ts';
import { control, readTables } from '../support/tables.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await control(harness.sandbox.url, 'POST', 'reset', { seed: 'empty' });
  await control(harness.sandbox.url, 'PUT', 'settings', {});
});

const roster = 'roster-gbk.csv';

/** What is wrong, the code it has for scripts, and what the sentences must name. */
interface SetupProblem {
  name: string;
  env?: Environment;
  settings?: object;
  field?: object;
  code: string;
  names: RegExp;
}

const setupProblems: SetupProblem[] = [
  {
    name: 'a wrong app secret',
    env: { FEISHU_APP_SECRET: 'wrong' },
    code: 'wrong_app_secret',
    names: /App Secret/i,
  },
  {
    name: 'a missing permission, with the page where it is granted',
    settings: { scopes: [] },
    code: 'missing_scope',
    names: /bitable:app.*https:\/\/open\.feishu\.cn\/app\/cli_\w+\/auth\?q=/,
  },
  {
    name: 'an app that is no collaborator',
    settings: { documentRole: 'none' },
    code: 'not_collaborator',
    names: /添加文档应用/,
  },
  {
    name: 'an app that may only read',
    settings: { documentRole: 'view' },
    code: 'not_collaborator',
    names: /可编辑/,
  },
  {
    name: 'a wrong Base token',
    env: { BITABLE_APP_TOKEN: 'nowhere' },
    code: 'wrong_base_token',
    names: /BITABLE_APP_TOKEN/,
  },
  {
    name: 'a missing table',
    env: { BITABLE_LEARNER_TABLE: '没有这张表' },
    code: 'table_missing',
    names: /没有这张表.*现有的数据表：.*学员总表.*学习记录表/,
  },
  {
    name: 'a table by an id that does not exist',
    env: { BITABLE_ENROLLMENT_TABLE: 'tblNotThere' },
    code: 'table_missing',
    names: /tblNotThere.*现有的数据表：.*学员总表.*学习记录表/,
  },
  {
    name: 'a missing field',
    field: { action: 'delete', table: '学员总表', field: '昵称' },
    code: 'tables_unfit',
    names: /学员总表.*昵称/,
  },
  {
    name: 'a field of the wrong type',
    field: { action: 'change', table: '学习记录表', field: '学习日期', type: 1 },
    code: 'tables_unfit',
    names: /学习日期.*日期/,
  },
];

describe('what is wrong with the setup is named, with what to do, and nothing is written', () => {
  it.each(setupProblems)('$name', async ({ env, settings, field, code, names }) => {
    if (settings) await control(harness.sandbox.url, 'PUT', 'settings', settings);
    if (field) await control(harness.sandbox.url, 'POST', 'fields', field);
    const service = env
      ? await startService({ ...harness.env, ...env, DATA_DIR: `${harness.env.DATA_DIR}/other` })
      : harness.service;
    try {
      const sync = await syncFile(service.url, sampleFile(roster));
      expect(sync).toMatchObject({ status: 'failed', error: { code } });
      expect(`${sync.error?.message} ${sync.error?.hint}`).toMatch(names);
      expect(sync.sentences.join('')).not.toContain('处理完毕');
    } finally {
      if (env) await service.kill('SIGTERM');
    }
    const { learners, enrollments } = await readTables(harness.sandbox.url);
    expect([learners.length, enrollments.length]).toEqual([0, 0]);
  });

  it('an address that is no Open Platform', async () => {
    const service = await startService({
      ...harness.env,
      FEISHU_DOMAIN: harness.service.url,
      DATA_DIR: `${harness.env.DATA_DIR}/elsewhere`,
    });
    const sync = await syncFile(service.url, sampleFile(roster)).finally(() => service.kill('SIGTERM'));
    expect(sync).toMatchObject({ status: 'failed', error: { code: 'not_open_platform' } });
    expect(sync.error?.message).toContain(`FEISHU_DOMAIN 所写的地址（${harness.service.url}）`);
  });

  it('the command line says the same, and exits with 1', async () => {
    await control(harness.sandbox.url, 'PUT', 'settings', { documentRole: 'none' });
    const { stdout, exitCode } = await runCli([samplePath(roster)], harness.env);
    expect(stdout).toMatch(/添加文档应用/);
    expect(exitCode).toBe(1);
  });
});

describe('what is wrong with a file is named, with what to do', () => {
  it.each([
    ['nothing in it', '', 'empty_file'],
    ['a header only', '用户ID,昵称,课程,学习日期\n', 'header_only'],
    ['no 用户ID column', '昵称,手机号,课程\n甲,19900000001,入门\n', 'columns_missing'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0), 'other_format'],
  ])('%s', async (_, bytes, code) => {
    const sync = await syncFile(harness.service.url, { name: '名单.csv', bytes });
    expect(sync).toMatchObject({ status: 'failed', error: { code } });
    expect(sync.error?.hint).not.toBe('');
  });

  it('columns that are missing are named, and those that were found', async () => {
    const sync = await syncFile(harness.service.url, {
      name: '名单.csv',
      bytes: '昵称,手机号,课程\n甲,1,入门\n',
    });
    const said = `${sync.error?.message} ${sync.error?.hint}`;
    for (const name of ['用户ID', '昵称', '手机号', '课程', 'ROSTER_COLUMNS']) expect(said).toContain(name);
  });
});
