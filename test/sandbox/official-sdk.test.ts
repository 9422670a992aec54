import * as lark from '@larksuiteoapi/node-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';

let sandbox: Sandbox;
let client: lark.Client;

beforeAll(async () => {
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, dataDir: null, seed: 'example' });
  client = clientOf(sandbox);
});
afterAll(() => sandbox.close());

/** An unmodified client; its own cache, as the SDK would share tokens between sandboxes of one app id. */
function clientOf({ url, appId, appSecret }: Sandbox): lark.Client {
  const tokens = new Map<unknown, unknown>();
  return new lark.Client({
    appId,
    appSecret,
    domain: url,
    loggerLevel: lark.LoggerLevel.error,
    cache: {
      get: async (key) => tokens.get(key),
      set: async (key, value) => {
        tokens.set(key, value);
        return true;
      },
    },
  });
}

function learners() {
  return { app_token: sandbox.baseToken, table_id: sandbox.learnerTableId };
}
function enrollments() {
  return { app_token: sandbox.baseToken, table_id: sandbox.enrollmentTableId };
}

describe('the official SDK, unmodified', () => {
  it('reads the Base', async () => {
    const answer = await client.bitable.v1.app.get({ path: { app_token: sandbox.baseToken } });
    expect(answer.data?.app).toMatchObject({ time_zone: 'Asia/Shanghai', is_advanced: false });
  });

  it('lists tables and fields', async () => {
    const tables = await client.bitable.v1.appTable.list({ path: { app_token: sandbox.baseToken } });
    expect(tables.data?.items?.map(({ name }) => name)).toEqual(['学员总表', '学习记录表']);
    const fields = await client.bitable.v1.appTableField.list({ path: enrollments() });
    expect(fields.data?.items?.map(({ field_name, type }) => [field_name, type])).toEqual([
      ['用户ID', 1],
      ['课程', 1],
      ['学习日期', 5],
      ['关联到学员总表', 21],
    ]);
  });

  it('creates, finds, changes and deletes records, links included', async () => {
    const created = await client.bitable.v1.appTableRecord.batchCreate({
      path: learners(),
      params: { client_token: 'fe599b60-450f-46ff-b2ef-9f6675625b97' },
      data: { records: [{ fields: { 用户ID: 'u_sdk_1', 昵称: '甲' } }] },
    });
    const learnerId = created.data?.records?.[0]?.record_id ?? '';
    const enrollment = await client.bitable.v1.appTableRecord.create({
      path: enrollments(),
      data: { fields: { 用户ID: 'u_sdk_1', 学习日期: 1_767_542_400_000, 关联到学员总表: [learnerId] } },
    });
    const enrollmentId = enrollment.data?.record?.record_id ?? '';
    const found = await client.bitable.v1.appTableRecord.search({
      path: learners(),
      data: {
        filter: {
          conjunction: 'and',
          conditions: [{ field_name: '用户ID', operator: 'is', value: ['u_sdk_1'] }],
        },
      },
    });
    expect(found.data?.items).toEqual([
      {
        record_id: learnerId,
        fields: {
          用户ID: [{ text: 'u_sdk_1', type: 'text' }],
          昵称: [{ text: '甲', type: 'text' }],
          学习记录: { link_record_ids: [enrollmentId] },
        },
      },
    ]);
    await client.bitable.v1.appTableRecord.batchUpdate({
      path: learners(),
      data: { records: [{ record_id: learnerId, fields: { 昵称: '乙' } }] },
    });
    await client.bitable.v1.appTableRecord.delete({ path: { ...enrollments(), record_id: enrollmentId } });
    const read = await client.bitable.v1.appTableRecord.batchGet({
      path: learners(),
      data: { record_ids: [learnerId, 'recGone'] },
    });
    expect(read.data).toEqual({
      records: [
        {
          record_id: learnerId,
          fields: {
            用户ID: [{ text: 'u_sdk_1', type: 'text' }],
            昵称: [{ text: '乙', type: 'text' }],
            学习记录: {},
          },
        },
      ],
      absent_record_ids: ['recGone'],
      forbidden_record_ids: [],
    });
  });
});
