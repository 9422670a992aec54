import type { SandboxContext } from '../context.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import { addField, removeField, replaceField } from './change-field.ts';
import { FieldDefinition } from './new-field.ts';
import { openField, openTable } from './open-table.ts';
import { pageOf } from './paging.ts';
import { readField } from './read-field.ts';
import { repetitionOf } from './remembered-calls.ts';
import { parseBody } from './request-body.ts';

const fields = '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/fields';

const largestPage = 100;

/** Listing, creating, updating and deleting fields. */
export function fieldRoutes(context: SandboxContext): VendorRoute[] {
  const write = (scope: string) => ({
    scopes: [scope, 'bitable:app'],
    rate: perSecond(10),
    writes: true,
  });
  return [
    {
      method: 'GET',
      path: fields,
      scopes: ['base:field:read', 'bitable:app', 'bitable:app:readonly'],
      rate: perSecond(20),
      writes: false,
      run: (call) => success(list(context, call)),
    },
    { method: 'POST', path: fields, ...write('base:field:create'), run: (call) => create(context, call) },
    {
      method: 'PUT',
      path: `${fields}/:field_id`,
      ...write('base:field:update'),
      run: (call) => update(context, call),
    },
    {
      method: 'DELETE',
      path: `${fields}/:field_id`,
      ...write('base:field:delete'),
      run: (call) => remove(context, call),
    },
  ];
}

function list(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'read');
  const page = pageOf(context, call, { id: table.id, items: table.fields }, largestPage);
  const { base } = context.store.state;
  return { ...page, items: page.items.map((field) => readField(base, table, field)) };
}

function create(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const definition = parseBody(FieldDefinition, call.body);
  const repetition = repetitionOf(context, call);
  const [earlier = ''] = repetition.kind === 'again' ? repetition.ids : [];
  const field =
    repetition.kind === 'again'
      ? openField(table, earlier)
      : addField(context, table, definition, (fieldId) => repetition.remember([fieldId]));
  return success({ field: readField(context.store.state.base, table, field) });
}

function update(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const field = openField(table, call.param('field_id'));
  const changed = replaceField(context, table, field, parseBody(FieldDefinition, call.body));
  return success({ field: readField(context.store.state.base, table, changed) });
}

function remove(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const field = openField(table, call.param('field_id'));
  removeField(context, table, field);
  return success({ field_id: field.id, deleted: true });
}
