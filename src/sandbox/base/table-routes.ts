import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { Field } from '../state/base-model.ts';
import type { Change } from '../state/change.ts';
import { fieldTypeOf } from './field-types.ts';
import { backFieldOf, FieldDefinition, fieldFrom } from './new-field.ts';
import { openBase, openTable } from './open-table.ts';
import { pageOf } from './paging.ts';
import { parseBody } from './request-body.ts';
import { newView } from './view-routes.ts';

const tables = '/open-apis/bitable/v1/apps/:app_token/tables';

const largestPage = 100;
const mostTables = 100;

/** Listing, creating and deleting tables. */
export function tableRoutes(context: SandboxContext): VendorRoute[] {
  return [
    {
      method: 'GET',
      path: tables,
      scopes: ['base:table:read', 'bitable:app', 'bitable:app:readonly'],
      rate: perSecond(20),
      writes: false,
      run: (call) => success(listTables(context, call)),
    },
    {
      method: 'POST',
      path: tables,
      scopes: ['base:table:create', 'bitable:app'],
      rate: perSecond(10),
      writes: false,
      run: (call) => success(createTable(context, call)),
    },
    {
      method: 'DELETE',
      path: `${tables}/:table_id`,
      scopes: ['base:table:delete', 'bitable:app'],
      rate: perSecond(10),
      writes: true,
      run: (call) => deleteTable(context, call),
    },
  ];
}

function listTables(context: SandboxContext, call: VendorCall): object {
  const base = openBase(context, call, 'read');
  const page = pageOf(context, call, { id: base.token, items: [...base.tables.values()] }, largestPage);
  return { ...page, items: page.items.map(({ id, name, revision }) => ({ table_id: id, revision, name })) };
}

const TableBody = z.object({
  table: z.object({
    name: z.string(),
    default_view_name: z.string().optional(),
    fields: z.array(FieldDefinition).min(1).max(300).optional(),
  }),
});

function createTable(context: SandboxContext, call: VendorCall): object {
  const base = openBase(context, call, 'write');
  const { table } = parseBody(TableBody, call.body);
  const name = table.name.trim();
  if (!/^[^/\\?*:[\]]{1,100}$/.test(name)) throw new VendorError('WrongRequestBody');
  if (base.tables.size >= mostTables) throw new VendorError('TableExceedLimit');
  if ([...base.tables.values()].some((other) => other.name === name)) {
    throw new VendorError('TableNameDuplicated');
  }
  const tableId = context.newId('tbl', 14);
  const { fields, backFields } = fieldsOf(context, { id: tableId, name }, table.fields);
  const view = newView(context, table.default_view_name);
  context.store.commit([
    { kind: 'put_table', tableId, name, fields, revision: 1, nextNumber: 1 },
    { kind: 'put_view', tableId, view },
    ...backFields,
  ]);
  if (table.fields === undefined) return { table_id: tableId };
  const field_id_list = fields.map((field) => field.id);
  return { table_id: tableId, default_view_id: view.id, field_id_list };
}

function deleteTable(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  if (context.store.state.base.tables.size === 1) throw new VendorError('LastTable');
  context.store.commit([{ kind: 'remove_table', tableId: table.id }]);
  return success({});
}

function fieldsOf(
  context: SandboxContext,
  table: { id: string; name: string },
  definitions: readonly FieldDefinition[] = [{ field_name: '多行文本', type: 1 }],
): { fields: Field[]; backFields: Change[] } {
  const fields: Field[] = [];
  for (const definition of definitions) fields.push(fieldFrom(context, definition, fields));
  const [primary] = fields;
  if (primary === undefined || !fieldTypeOf(primary.type)?.canBePrimary) {
    throw new VendorError('NotSupportFieldOrView');
  }
  const backFields = fields.flatMap((field, place) => backFieldOf(context, table, field, definitions[place]));
  return { fields, backFields };
}
