/** An endpoint of the platform that the sandbox stands in for, and the page that describes it. */
export interface CoveredEndpoint {
  method: string;
  path: string;
  doc: string;
}

const docs = 'https://open.feishu.cn/document';
const base = `${docs}/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1`;
const app = '/open-apis/bitable/v1/apps/:app_token';
const table = `${app}/tables/:table_id`;

/** All that is covered; whatever is not here answers `404 page not found`. */
export const coverage: readonly CoveredEndpoint[] = [
  {
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    doc: `${docs}/server-docs/authentication-management/access-token/tenant_access_token_internal`,
  },
  { method: 'GET', path: app, doc: `${base}/app/get` },
  { method: 'GET', path: `${app}/tables`, doc: `${base}/app-table/list` },
  { method: 'POST', path: `${app}/tables`, doc: `${base}/app-table/create` },
  { method: 'GET', path: `${table}/fields`, doc: `${base}/app-table-field/list` },
  { method: 'POST', path: `${table}/fields`, doc: `${base}/app-table-field/create` },
  { method: 'PUT', path: `${table}/fields/:field_id`, doc: `${base}/app-table-field/update` },
  { method: 'DELETE', path: `${table}/fields/:field_id`, doc: `${base}/app-table-field/delete` },
  { method: 'POST', path: `${table}/records/search`, doc: `${base}/app-table-record/search` },
  { method: 'POST', path: `${table}/records/batch_get`, doc: `${base}/app-table-record/batch_get` },
  { method: 'POST', path: `${table}/records`, doc: `${base}/app-table-record/create` },
  { method: 'POST', path: `${table}/records/batch_create`, doc: `${base}/app-table-record/batch_create` },
  { method: 'PUT', path: `${table}/records/:record_id`, doc: `${base}/app-table-record/update` },
  { method: 'POST', path: `${table}/records/batch_update`, doc: `${base}/app-table-record/batch_update` },
  { method: 'DELETE', path: `${table}/records/:record_id`, doc: `${base}/app-table-record/delete` },
  { method: 'POST', path: `${table}/records/batch_delete`, doc: `${base}/app-table-record/batch_delete` },
  { method: 'GET', path: `${table}/records`, doc: `${base}/app-table-record/list` },
  { method: 'GET', path: `${table}/records/:record_id`, doc: `${base}/app-table-record/get` },
  {
    method: 'GET',
    path: '/open-apis/wiki/v2/spaces/get_node',
    doc: `${docs}/ukTMukTMukTM/uUDN04SN0QjL1QDN/wiki-v2/space/get_node`,
  },
];
