import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { closedAfterTest } from '../support/closed-after-test.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

async function start(options: Parameters<typeof startTestSandbox>[0] = {}): Promise<TestSandbox> {
  const test = await startTestSandbox(options);
  closedAfterTest(test.sandbox);
  return test;
}

const xiaowang = 'ou_5a6db070000000000000000000000001';

describe('a new Base', () => {
  it('has one table with blank rows, and takes the place of the one before', async () => {
    const { call, sandbox } = await start();
    const { data } = await call('POST', '/bitable/v1/apps', { name: 'NVC 学员', time_zone: 'Asia/Shanghai' });
    const token = String(property(data.app, 'app_token'));
    const tableId = property(data.app, 'default_table_id');
    expect(property(data.app, 'url')).toContain(`/base/${token}`);
    const tables = await call('GET', `/bitable/v1/apps/${token}/tables`);
    expect(list(tables.data.items)).toEqual([expect.objectContaining({ table_id: tableId, name: '数据表' })]);
    const rows = await call('POST', `/bitable/v1/apps/${token}/tables/${tableId}/records/search`, {});
    expect(rows.data.total).toBe(10);
    expect(await call('GET', `/bitable/v1/apps/${sandbox.baseToken}`)).toMatchObject({ code: 1254040 });
  });

  it('keeps its last table, and no name beyond 255 characters', async () => {
    const { call } = await start();
    expect(await call('POST', '/bitable/v1/apps', { name: 'x'.repeat(256) })).toMatchObject({
      status: 400,
      code: 1254031,
    });
    const { data } = await call('POST', '/bitable/v1/apps', {});
    const tables = `/bitable/v1/apps/${property(data.app, 'app_token')}/tables`;
    const last = `${tables}/${property(data.app, 'default_table_id')}`;
    expect(await call('DELETE', last)).toMatchObject({ status: 403, code: 1254034 });
    await call('POST', tables, { table: { name: '学员总表' } });
    expect(await call('DELETE', last)).toMatchObject({ status: 200, code: 0 });
  });
});

describe('views', () => {
  it('are listed, created once under a name, and filtered by fields that can be filtered by', async () => {
    const { call, learners } = await start();
    const created = await call('POST', `${learners}/views`, { view_name: '最近新增' });
    expect(created.data.view).toMatchObject({ view_name: '最近新增', view_type: 'grid' });
    expect(await call('POST', `${learners}/views`, { view_name: '最近新增' })).toMatchObject({
      code: 1254020,
    });
    const { data } = await call('GET', `${learners}/views`);
    expect(list(data.items).map((view) => property(view, 'view_name'))).toEqual(['表格', '最近新增']);

    const view = `${learners}/views/${property(created.data.view, 'view_id')}`;
    const filterBy = (field_id: string, value: unknown) => ({
      property: {
        filter_info: { conjunction: 'and', conditions: [{ field_id, operator: 'is', value }] },
      },
    });
    expect(await call('PATCH', view, filterBy('fldLearnerCity', ['杭州']))).toMatchObject({ code: 1254001 });
    expect(await call('PATCH', view, filterBy('fldLearnerCity', '["杭州"]'))).toMatchObject({ code: 0 });
    expect((await call('GET', view)).data.view).toMatchObject({
      property: { filter_info: { conditions: [{ field_id: 'fldLearnerCity' }] } },
    });
    const formula = await call('POST', `${learners}/fields`, { field_name: '报名次数', type: 20 });
    const formulaId = String(property(formula.data.field, 'field_id'));
    expect(await call('PATCH', view, filterBy(formulaId, '["2"]'))).toMatchObject({ code: 1254018 });
  });
});

describe('collaborators of the document', () => {
  const member = { member_type: 'openid', member_id: xiaowang, perm: 'full_access', type: 'user' };

  it('are added by an app that may share, if they exist, and outlive a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'nvc-members-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const first = await start({ dataDir });
    const members = `/drive/v1/permissions/${first.sandbox.baseToken}/members`;
    const add = (body: object) => first.call('POST', `${members}?type=bitable`, body);
    expect(await add({ ...member, member_id: 'ou_nobody' })).toMatchObject({ status: 400, code: 1063001 });
    expect(await add(member)).toMatchObject({ code: 0 });
    await first.control('PATCH', '/settings', { documentRole: 'edit' });
    expect(await add(member)).toMatchObject({ status: 403, code: 1063004 });
    await first.sandbox.close();

    const again = await start({ dataDir });
    const { data } = await again.call('GET', `${members}?type=bitable`);
    expect(data.items).toEqual([expect.objectContaining({ member_id: xiaowang, perm: 'full_access' })]);
    const views = await again.call('GET', `${again.learners}/views`);
    expect(list(views.data.items)).toHaveLength(1);
  });

  it.each([
    ['manage', { edit: true, manage_public: true }],
    ['edit', { edit: true, manage_public: false }],
    ['view', { edit: false, manage_public: false }],
    ['none', { edit: false, manage_public: false }],
  ] as const)('an app with the role %s is told what it may', async (documentRole, may) => {
    const { call, sandbox } = await start({ settings: { documentRole } });
    const auth = `/drive/v1/permissions/${sandbox.baseToken}/members/auth?type=bitable`;
    for (const [action, allowed] of Object.entries(may))
      expect((await call('GET', `${auth}&action=${action}`)).data.auth_result).toBe(allowed);
  });
});

it('an app is told which scopes it has, and which wait for approval', async () => {
  const { call } = await start({ settings: { scopes: ['bitable:app'], requestedScopes: ['im:resource'] } });
  expect((await call('GET', '/application/v6/scopes')).data.scopes).toEqual([
    { scope_name: 'bitable:app', grant_status: 1 },
    { scope_name: 'im:resource', grant_status: 2 },
  ]);
});
