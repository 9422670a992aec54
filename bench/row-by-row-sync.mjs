// How such a job is often written first: each row by itself, looked up, created and linked in up to three calls.
import { Client } from '@larksuiteoapi/node-sdk';
import { parse } from 'csv-parse/sync';
import { quiet, tablesOf } from './bare-sync.mjs';

/** @typedef {import('./bare-sync.mjs').Row} Row */

/** @param {import('./programs.mjs').Settings} env @returns {Promise<(bytes: Uint8Array) => Promise<void>>} syncs one roster */
export async function prepareRowByRowSync(env) {
  const client = new Client({
    appId: env.FEISHU_APP_ID ?? '',
    appSecret: env.FEISHU_APP_SECRET ?? '',
    domain: env.FEISHU_DOMAIN ?? '',
    logger: quiet,
  });
  const { v1 } = client.bitable;
  const { learners, enrollments } = await tablesOf(v1, env.BITABLE_APP_TOKEN ?? '');

  return async (bytes) => {
    /** @type {Row[]} */
    const rows = parse(Buffer.from(bytes), { columns: true, bom: true });
    for (const { 用户ID, 昵称, 手机号, 课程, 学习日期 } of rows) {
      const found = await v1.appTableRecord.search({
        path: learners,
        data: {
          field_names: ['用户ID'],
          filter: {
            conjunction: 'and',
            conditions: [{ field_name: '用户ID', operator: 'is', value: [用户ID] }],
          },
        },
      });
      const known = found.data?.items?.[0]?.record_id;
      const recordId =
        known ??
        (await v1.appTableRecord.create({ path: learners, data: { fields: { 用户ID, 昵称, 手机号 } } })).data
          ?.record?.record_id;
      await v1.appTableRecord.create({
        path: enrollments,
        data: {
          fields: {
            ...{ 用户ID, 课程, 学习日期: Date.parse(`${学习日期}T00:00:00+08:00`) },
            关联到学员总表: [recordId ?? ''],
          },
        },
      });
    }
  };
}
