// What the benches do to a stand-in Feishu behind its back.

/** @typedef {import('./programs.mjs').Settings} Settings */
/** @typedef {import('../src/sandbox/control/readable-tables.ts').ReadableTable} Table */

const tables = { learners: '学员总表', enrollments: '学习记录表' };

/**
 * Asks its control API.
 * @param {Settings} settings @param {string} method @param {string} path @param {object} [body]
 * @returns {Promise<unknown>} as `path` has it
 */
async function control(settings, method, path, body) {
  const answer = await fetch(`${settings.FEISHU_DOMAIN}/sandbox/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** From now on every call takes so long. @param {Settings} settings @param {number} ms */
export async function delayCalls(settings, ms) {
  const action = { kind: 'delay', ms };
  await control(settings, 'POST', 'faults', { path: '/open-apis/*', times: 1_000_000, action });
}

/** Deletes all rows. @param {Settings} settings */
export async function emptyTables(settings) {
  for (const table of [tables.enrollments, tables.learners]) {
    for (let recordIds = await someRecords(settings, table); recordIds.length > 0; ) {
      await control(settings, 'DELETE', 'records', { table, recordIds });
      recordIds = await someRecords(settings, table);
    }
  }
}

/** @param {Settings} settings @param {string} table */
async function someRecords(settings, table) {
  const path = `tables/${encodeURIComponent(table)}?limit=1000`;
  const { records } = /** @type {Table} */ (await control(settings, 'GET', path));
  return records.map(({ recordId }) => recordId);
}

const perRequest = 500;

/** People whom no roster of the benches names, each with one course. @param {Settings} settings @param {number} count */
export async function addStrangers(settings, count) {
  for (let from = 0; from < count; from += perRequest) {
    const ids = Array.from({ length: Math.min(perRequest, count - from) }, (_, n) => {
      return `u_ee${(from + n).toString(16).padStart(11, '0')}_ABCDEFGHIJ`;
    });
    const learners = ids.map((用户ID) => ({ cells: { 用户ID, 昵称: '旧学员' } }));
    const { recordIds } = /** @type {{ recordIds: string[] }} */ (
      await control(settings, 'POST', 'records', { table: tables.learners, records: learners })
    );
    const enrollments = ids.map((用户ID, n) => ({
      cells: { 用户ID, 课程: '旧课', 学习日期: Date.UTC(2025, 2, 2, 16), 关联到学员总表: [recordIds[n]] },
    }));
    await control(settings, 'POST', 'records', { table: tables.enrollments, records: enrollments });
  }
}
