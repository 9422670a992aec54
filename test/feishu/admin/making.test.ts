import { describe, expect, it, onTestFinished } from 'vitest';
import { createBase } from '../../../src/feishu/admin/create-base.ts';
import { createField, createTable } from '../../../src/feishu/admin/create-tables.ts';
import { addManager, readPersonId } from '../../../src/feishu/admin/document-permissions.ts';
import type { Calls } from '../../../src/feishu/calls/call.ts';
import { type Answer, callRawServer, cut, json } from '../raw-server.ts';

async function callsTo(answers: Answer[]): Promise<Calls> {
  const server = await callRawServer(answers);
  onTestFinished(() => server.close());
  return server.calls;
}

const made = json({
  code: 0,
  data: { app: { app_token: 'bas1', url: 'https://x.feishu.cn/base/bas1', default_table_id: 'tbl1' } },
});
const uuid = '5b0b5c4c-8b5a-4a3e-9c43-0c7e0f6d9a11';

describe('what would be made twice', () => {
  it('a Base is not asked for again when nobody knows whether it was made', async () => {
    const calls = await callsTo([cut, made]);
    await expect(createBase(calls, 'NVC', 'Asia/Shanghai')).rejects.toMatchObject({
      details: { outcome: 'unknown' },
    });
  });

  it('nor is a table', async () => {
    const calls = await callsTo([cut, json({ code: 0, data: { table_id: 'tbl2' } })]);
    const asked = createTable({ calls, appToken: 'bas1' }, '学员总表', [{ name: '用户ID', type: 'text' }]);
    await expect(asked).rejects.toMatchObject({ details: { outcome: 'unknown' } });
  });

  it('a field is, under the same token', async () => {
    const calls = await callsTo([cut, json({ code: 0, data: { field: { field_id: 'fld1' } } })]);
    const base = { calls, appToken: 'bas1' };
    expect(await createField(base, 'tbl1', { name: '课程', type: 'text' }, uuid)).toBe('fld1');
  });
});

it.each([
  ['ou_1', { kind: 'openid', id: 'ou_1' }],
  [' li@example.org ', { kind: 'email', id: 'li@example.org' }],
  ['7g3f2', { kind: 'userid', id: '7g3f2' }],
])('%s names a person', (text, person) => {
  expect(readPersonId(text)).toEqual(person);
});

it('a person whom Feishu does not know cannot be made a manager', async () => {
  const calls = await callsTo([json({ code: 1063001, msg: 'Invalid parameter' }, 400)]);
  const asked = addManager({ calls, appToken: 'bas1' }, { kind: 'email', id: 'li@example.org' });
  expect(await asked).toBe(false);
});
