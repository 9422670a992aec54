// The whole job as short as it can be written: enrollments linked to learners that are looked up or created.
import { Client } from '@larksuiteoapi/node-sdk';
import { parse } from 'csv-parse/sync';

/** @typedef {import('./programs.mjs').Settings} Settings */
/** @typedef {{ 用户ID: string, 昵称: string, 手机号: string, 课程: string, 学习日期: string }} Row */
/** @typedef {{ app_token: string, table_id: string }} TablePath */
/** @typedef {Client['bitable']['v1']} Bitable */

export const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };

/** @param {Settings} env @returns {Promise<(bytes: Uint8Array) => Promise<void>>} syncs one roster */
export async function prepareBareSync(env) {
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
    const recordIds = await readLearners(v1, learners);
    const byId = new Map(rows.map((row) => [row.用户ID, row]));
    const missing = [...byId.values()].filter((row) => !recordIds.has(row.用户ID));
    const newLearners = missing.map(({ 用户ID, 昵称, 手机号 }) => ({ 用户ID, 昵称, 手机号 }));
    const created = await createInBatches(v1, learners, newLearners);
    missing.forEach(({ 用户ID }, index) => {
      recordIds.set(用户ID, created[index] ?? '');
    });
    await createInBatches(
      v1,
      enrollments,
      rows.map(({ 用户ID, 课程, 学习日期 }) => ({
        ...{ 用户ID, 课程, 学习日期: Date.parse(`${学习日期}T00:00:00+08:00`) },
        关联到学员总表: [recordIds.get(用户ID) ?? ''],
      })),
    );
  };
}

/** @param {Bitable} v1 @param {string} app_token @returns {Promise<{ learners: TablePath, enrollments: TablePath }>} */
export async function tablesOf(v1, app_token) {
  const { data } = await v1.appTable.list({ path: { app_token } });
  /** @param {string} name */
  const tableNamed = (name) => ({
    app_token,
    table_id: data?.items?.find((table) => table.name === name)?.table_id ?? '',
  });
  return { learners: tableNamed('学员总表'), enrollments: tableNamed('学习记录表') };
}

/** Record ids by 用户ID. @param {Bitable} v1 @param {TablePath} path */
async function readLearners(v1, path) {
  /** @type {Map<string, string>} */
  const recordIds = new Map();
  /** @type {string | undefined} */
  let page_token;
  do {
    const { data } = await v1.appTableRecord.search({
      path,
      params: { page_size: 500, ...(page_token === undefined ? {} : { page_token }) },
      data: { field_names: ['用户ID'] },
    });
    for (const { record_id = '', fields } of data?.items ?? []) {
      const [id] = /** @type {{ text: string }[]} */ (fields.用户ID);
      recordIds.set(id?.text ?? '', record_id);
    }
    page_token = data?.has_more ? data.page_token : undefined;
  } while (page_token);
  return recordIds;
}

/**
 * @param {Bitable} v1 @param {TablePath} path @param {Record<string, string | number | string[]>[]} records
 * @returns {Promise<string[]>} their ids
 */
async function createInBatches(v1, path, records) {
  const ids = [];
  for (let from = 0; from < records.length; from += 1000) {
    const batch = records.slice(from, from + 1000).map((fields) => ({ fields }));
    const { data } = await v1.appTableRecord.batchCreate({ path, data: { records: batch } });
    ids.push(...(data?.records ?? []).map(({ record_id = '' }) => record_id));
  }
  return ids;
}
