/** An endpoint of the platform that the sandbox stands in for, and the page that describes it. */
export interface CoveredEndpoint {
  method: string;
  path: string;
  doc: string;
}

const docs = 'https://open.feishu.cn/document';
const reference = `${docs}/uAjLw4CM/ukTMukTMukTM`;
const base = `${reference}/reference/bitable-v1`;
const app = '/open-apis/bitable/v1/apps/:app_token';
const table = `${app}/tables/:table_id`;
const members = '/open-apis/drive/v1/permissions/:token/members';
const im = `${reference}/reference/im-v1`;
const messages = '/open-apis/im/v1/messages';
const message = `${messages}/:message_id`;
const commands = '/open-apis/application/v7/app_slash_commands';
const commandsPage = `${docs}/mcp_open_tools/agent-best-practices/agent-supports-slash-commands`;

/** All that is covered; whatever is not here answers `404 page not found`. */
export const coverage: readonly CoveredEndpoint[] = [
  {
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    doc: `${docs}/server-docs/authentication-management/access-token/tenant_access_token_internal`,
  },
  {
    method: 'GET',
    path: '/open-apis/authen/v1/authorize',
    doc: `${docs}/common-capabilities/sso/api/obtain-oauth-code`,
  },
  {
    method: 'POST',
    path: '/open-apis/authen/v2/oauth/token',
    doc: `${reference}/authentication-management/access-token/get-user-access-token`,
  },
  {
    method: 'GET',
    path: '/open-apis/authen/v1/user_info',
    doc: `${reference}/reference/authen-v1/user_info/get`,
  },
  { method: 'POST', path: '/open-apis/bitable/v1/apps', doc: `${base}/app/create` },
  { method: 'GET', path: app, doc: `${base}/app/get` },
  { method: 'GET', path: `${app}/tables`, doc: `${base}/app-table/list` },
  { method: 'POST', path: `${app}/tables`, doc: `${base}/app-table/create` },
  { method: 'DELETE', path: table, doc: `${base}/app-table/delete` },
  { method: 'GET', path: `${table}/views`, doc: `${base}/app-table-view/list` },
  { method: 'POST', path: `${table}/views`, doc: `${base}/app-table-view/create` },
  { method: 'GET', path: `${table}/views/:view_id`, doc: `${base}/app-table-view/get` },
  { method: 'PATCH', path: `${table}/views/:view_id`, doc: `${base}/app-table-view/patch` },
  { method: 'GET', path: members, doc: `${reference}/reference/drive-v1/permission-member/list` },
  { method: 'POST', path: members, doc: `${reference}/reference/drive-v1/permission-member/create` },
  { method: 'GET', path: `${members}/auth`, doc: `${reference}/reference/drive-v1/permission-member/auth` },
  { method: 'GET', path: '/open-apis/application/v6/scopes', doc: `${reference}/application-v6/scope/list` },
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
  { method: 'POST', path: messages, doc: `${im}/message/create` },
  { method: 'POST', path: `${message}/reply`, doc: `${im}/message/reply` },
  {
    method: 'POST',
    path: '/open-apis/interactive/v1/card/update',
    doc: `${docs}/ukTMukTMukTM/uMDO1YjLzgTN24yM4UjN`,
  },
  { method: 'GET', path: message, doc: `${im}/message/get` },
  { method: 'PATCH', path: message, doc: `${im}/message/patch` },
  { method: 'PUT', path: message, doc: `${im}/message/update` },
  { method: 'DELETE', path: message, doc: `${im}/message/delete` },
  { method: 'POST', path: `${message}/reactions`, doc: `${im}/message-reaction/create` },
  { method: 'DELETE', path: `${message}/reactions/:reaction_id`, doc: `${im}/message-reaction/delete` },
  { method: 'POST', path: '/open-apis/im/v1/files', doc: `${im}/file/create` },
  { method: 'GET', path: `${message}/resources/:file_key`, doc: `${im}/message-resource/get` },
  {
    method: 'GET',
    path: '/open-apis/bot/v3/info',
    doc: `${docs}/ukTMukTMukTM/uAjMxEjLwITMx4CMyETM`,
  },
  { method: 'GET', path: '/open-apis/im/v1/chats/:chat_id/members', doc: `${im}/chat-members/get` },
  {
    method: 'GET',
    path: '/open-apis/tenant/v2/tenant/query',
    doc: `${reference}/tenant-v2/tenant/query`,
  },
  { method: 'GET', path: commands, doc: commandsPage },
  { method: 'POST', path: commands, doc: commandsPage },
  { method: 'PATCH', path: `${commands}/:command_id`, doc: commandsPage },
  { method: 'DELETE', path: `${commands}/:command_id`, doc: commandsPage },
];
