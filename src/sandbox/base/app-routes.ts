import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { Change } from '../state/change.ts';
import { type FieldDefinition, fieldFrom } from './new-field.ts';
import { openBase } from './open-table.ts';
import { parseBody } from './request-body.ts';
import { newView } from './view-routes.ts';

const apps = '/open-apis/bitable/v1/apps';

/** Creating a Base, and what a Base is: its name, its time zone, whether 高级权限 is on. */
export function appRoutes(context: SandboxContext): VendorRoute[] {
  return [
    {
      method: 'POST',
      path: apps,
      scopes: ['base:app:create', 'bitable:app'],
      rate: { calls: 20, windowMs: 60_000 },
      writes: false,
      run: (call) => success({ app: createBase(context, call) }),
    },
    {
      method: 'GET',
      path: `${apps}/:app_token`,
      scopes: ['base:app:read', 'bitable:app', 'bitable:app:readonly'],
      rate: perSecond(20),
      writes: false,
      run: (call) => success({ app: describeBase(context, call) }),
    },
  ];
}

const BaseBody = z.object({
  name: z.string().default('未命名多维表格'),
  folder_token: z.string().optional(),
  time_zone: z.string().optional(),
});

/** The table that every new Base has; that it has blank rows is an observation. */
const firstFields: readonly FieldDefinition[] = [
  { field_name: '文本', type: 1 },
  { field_name: '单选', type: 3 },
  { field_name: '日期', type: 5 },
  { field_name: '附件', type: 17 },
];
const blankRows = 10;

function createBase(context: SandboxContext, call: VendorCall): object {
  const { store, newId, now } = context;
  const { name, folder_token = '', time_zone } = parseBody(BaseBody, call.body);
  if (name.length > 255) throw new VendorError('InvalidAppName');
  const { revision, resets } = store.state.base;
  const [token, wikiToken, tableId] = [newId('', 27), newId('', 27), newId('tbl', 14)];
  const fields = firstFields.map((definition) => fieldFrom(context, definition, []));
  const rows = Array.from({ length: blankRows }, () => ({ id: newId('rec', 11), cells: {} }));
  const changes: Change[] = [
    { kind: 'start_base', token, wikiToken, name, revision: revision + 1, resets },
    { kind: 'put_table', tableId, name: '数据表', fields, revision: 1, nextNumber: 1 },
    { kind: 'put_view', tableId, view: newView(context, undefined) },
    { kind: 'create_records', tableId, at: now(), by: null, records: rows },
  ];
  store.commit(changes);
  const url = `https://sandbox.feishu.cn/base/${token}`;
  return { app_token: token, name, folder_token, url, default_table_id: tableId, time_zone };
}

function describeBase(context: SandboxContext, call: VendorCall): object {
  const base = openBase(context, call, 'read');
  const { isAdvanced, timeZone } = context.settings();
  return {
    app_token: base.token,
    name: base.name,
    revision: base.revision,
    is_advanced: isAdvanced,
    time_zone: timeZone,
    formula_type: 1,
    advance_version: 'v1',
  };
}
