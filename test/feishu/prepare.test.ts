import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts';
import { TableProblem } from '../../src/sync/table-problem.ts';
import { explainTableProblem } from '../../src/wording/table-problems.ts';
import { control, type OpeningOptions, openBaseAt, startEmptySandbox } from './sandbox-base.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startEmptySandbox();
});
afterEach(() => sandbox.close());

const editField = (edit: object) => control(sandbox, 'POST', 'fields', edit);
const prepare = (options: OpeningOptions = {}) => openBaseAt(sandbox, options).base.prepare([]);
const refusal = (options: OpeningOptions = {}) =>
  prepare(options).then(
    () => expect.unreachable(),
    (thrown: unknown) => thrown,
  );

/** What is wrong with the tables, as staff read it. */
async function tableProblems(options: OpeningOptions = {}): Promise<string[]> {
  const thrown = await refusal(options);
  if (!(thrown instanceof AppError) || thrown.code !== 'tables_unfit') throw thrown;
  const { problems } = thrown.details;
  if (typeof problems !== 'object') throw new Error('no problems are named');
  return problems.map((problem) => explainTableProblem(TableProblem.parse(problem)));
}

describe('the Base', () => {
  it('may stand in a wiki', async () => {
    const baseReference = 'https://nvc.feishu.cn/wiki/SandboxWikiNodeForDemo00001?table=tblSandboxLearner';
    expect(await prepare({ baseReference })).toMatchObject({ timeZone: 'Asia/Shanghai' });
  });

  it.each<[string, OpeningOptions, string]>([
    ['a Base that is not there', { baseReference: 'NoSuchBase' }, 'wrong_base_token'],
    ['no Base at all', { baseReference: '多维表格' }, 'wrong_base_token'],
    [
      'a wiki page that is not there',
      { baseReference: 'https://nvc.feishu.cn/wiki/NoSuchNode' },
      'wiki_unreadable',
    ],
    ['a wrong secret', { appSecret: 'wrong' }, 'wrong_app_secret'],
    ['a wrong app', { appId: 'cli_wrong' }, 'wrong_app_secret'],
  ])('%s', async (_name, options, code) => {
    expect(await refusal(options)).toMatchObject({ code });
  });

  it.each<[string, object, string]>([
    ['the app lacks a scope', { scopes: [] }, 'missing_scope'],
    ['the app is no collaborator', { documentRole: 'none' }, 'not_collaborator'],
  ])('%s', async (_name, settings, code) => {
    await control(sandbox, 'PUT', 'settings', settings);
    expect(await refusal()).toMatchObject({ code });
  });

  it('has a zone, and may have advanced permissions', async () => {
    await control(sandbox, 'PUT', 'settings', { timeZone: 'America/New_York', isAdvanced: true });
    expect(await prepare()).toMatchObject({ timeZone: 'America/New_York', advancedPermissions: true });
  });
});

describe('the tables', () => {
  it('may be given by id', async () => {
    const ids = { learnerTable: 'tblSandboxLearner', enrollmentTable: 'tblSandboxEnroll1' };
    expect(await prepare(ids)).toMatchObject({ linkIsTwoWay: true });
  });

  it('that are missing are all named', async () => {
    const names = { learnerTable: '学员', enrollmentTable: '报名' };
    expect(await refusal(names)).toMatchObject({
      code: 'table_missing',
      details: { tables: ['学员', '报名'] },
    });
  });

  it('that are missing are named by id too', async () => {
    const ids = { learnerTable: 'tblNoSuchTable', enrollmentTable: 'tblSandboxEnroll1' };
    expect(await refusal(ids)).toMatchObject({
      code: 'table_missing',
      details: { tables: ['tblNoSuchTable'] },
    });
  });
});

describe('the fields', () => {
  it('of every kind that can be filled', async () => {
    const table = '学员总表';
    await editField({ action: 'change', table, field: '手机号', type: 13 });
    for (const [field_name, type] of [
      ['年龄', 2],
      ['生日', 5],
    ]) {
      await editField({ action: 'add', table, field: { field_name, type } });
    }
    const property = { options: [{ name: '微信' }, { name: '朋友' }] };
    await editField({ action: 'change', table, field: '来源渠道', type: 3, property });
    expect(await prepare({ learnerFields: ['年龄', '生日', '来源渠道'] })).toMatchObject({
      learnerFields: {
        nickname: { kind: 'text' },
        phone: { kind: 'phone' },
        年龄: { kind: 'number' },
        生日: { kind: 'date' },
        来源渠道: { kind: 'select', options: ['微信', '朋友'] },
      },
    });
  });

  it('that are wrong are all named at once, with what to do', async () => {
    await editField({ action: 'delete', table: '学员总表', field: '手机号' });
    await editField({ action: 'change', table: '学员总表', field: '昵称', type: 2 });
    await editField({ action: 'change', table: '学习记录表', field: '学习日期', type: 1 });
    await editField({ action: 'delete', table: '学习记录表', field: '关联到学员总表' });
    expect(await tableProblems({ learnerFields: ['城市', '职业'] })).toEqual([
      '「学员总表」的“昵称”是“数字”字段，请点该字段表头 →「修改字段」，类型改为“文本”',
      expect.stringContaining(
        '「学员总表」缺少字段“手机号”，请点表头右侧的「+」新增，类型选“文本”或“电话号码”',
      ),
      expect.stringContaining('「学员总表」缺少字段“职业”'),
      '「学习记录表」的“学习日期”是“文本”字段，请点该字段表头 →「修改字段」，类型改为“日期”',
      expect.stringContaining(
        '「学习记录表」缺少字段“关联到学员总表”，请点表头右侧的「+」新增，类型选“双向关联”',
      ),
    ]);
  });

  it('that are wrong name their tables as people do, also where these are configured by id', async () => {
    await editField({ action: 'delete', table: '学员总表', field: '手机号' });
    await editField({ action: 'delete', table: '学习记录表', field: '学习日期' });
    const ids = { learnerTable: 'tblSandboxLearner', enrollmentTable: 'tblSandboxEnroll1' };
    expect(await tableProblems(ids)).toEqual(await tableProblems());
  });

  it('may link one way only', async () => {
    await editField({ action: 'delete', table: '学习记录表', field: '关联到学员总表' });
    const field = { field_name: '关联到学员总表', type: 18, property: { table_id: 'tblSandboxLearner' } };
    await editField({ action: 'add', table: '学习记录表', field });
    expect(await prepare()).toMatchObject({ linkIsTwoWay: false });
  });

  it('must link to 学员总表', async () => {
    await editField({ action: 'delete', table: '学习记录表', field: '关联到学员总表' });
    const field = { field_name: '关联到学员总表', type: 18, property: { table_id: 'tblSandboxEnroll1' } };
    await editField({ action: 'add', table: '学习记录表', field });
    expect(await tableProblems()).toEqual([
      '「学习记录表」的“关联到学员总表”关联到了别的数据表，请点该字段表头 →「修改字段」，关联的数据表选「学员总表」',
    ]);
  });

  it('must let a learner have several enrollments', async () => {
    const property = { multiple: false };
    await editField({ action: 'change', table: '学员总表', field: '学习记录', property });
    expect(await tableProblems()).toEqual([
      '「学员总表」的“学习记录”只能关联一条记录，请点该字段表头 →「修改字段」，打开“允许添加多条记录”',
    ]);
  });

  it('are looked for on all pages of a long list', async () => {
    for (let n = 0; n < 100; n += 1) {
      await editField({ action: 'add', table: '学员总表', field: { field_name: `字段${n}`, type: 1 } });
    }
    expect(await prepare({ learnerFields: ['字段99'] })).toMatchObject({
      learnerFields: { 字段99: { kind: 'text' } },
    });
  });
});
