import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { Table, View } from '../state/base-model.ts';
import { openField, openTable } from './open-table.ts';
import { pageOf } from './paging.ts';
import { parseBody } from './request-body.ts';

const views = '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/views';

const largestPage = 100;
const mostViews = 200;
const types = new Set(['grid', 'kanban', 'gallery', 'gantt', 'form']);

/** Listing, creating, reading and changing views. What a view filters is kept, and filters nothing here. */
export function viewRoutes(context: SandboxContext): VendorRoute[] {
  const reading = {
    scopes: ['base:view:read', 'bitable:app', 'bitable:app:readonly'],
    rate: perSecond(20),
    writes: false,
  };
  const writing = { scopes: ['base:view:write_only', 'bitable:app'], rate: perSecond(10), writes: true };
  const view = `${views}/:view_id`;
  return [
    { method: 'GET', path: views, ...reading, run: (call) => success(list(context, call)) },
    { method: 'POST', path: views, ...writing, run: (call) => success({ view: create(context, call) }) },
    { method: 'GET', path: view, ...reading, run: (call) => success({ view: read(context, call) }) },
    { method: 'PATCH', path: view, ...writing, run: (call) => success({ view: change(context, call) }) },
  ];
}

/** A view that shows everything, under the name that the platform gives the first one if not under another. */
export function newView({ newId }: SandboxContext, name = '表格'): View {
  return { id: newId('vew', 7), name, type: 'grid', filter: null };
}

function list(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'read');
  const page = pageOf(context, call, { id: `views of ${table.id}`, items: table.views }, largestPage);
  return { ...page, items: page.items.map((view) => ({ ...shown(view), view_public_level: 'Public' })) };
}

const NewView = z.object({ view_name: z.string(), view_type: z.string().default('grid') });

function create(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const { view_name, view_type } = parseBody(NewView, call.body);
  if (!types.has(view_type)) throw new VendorError('InvalidViewType');
  if (table.views.length >= mostViews) throw new VendorError('ViewExceedLimit');
  const view: View = { ...newView(context, freeName(table, view_name, null)), type: view_type };
  context.store.commit([{ kind: 'put_view', tableId: table.id, view }]);
  return shown(view);
}

function read(context: SandboxContext, call: VendorCall): object {
  return withProperty(openView(openTable(context, call, 'read'), call.param('view_id')));
}

/** The `value` of a condition is JSON in a string, unlike that of a search. */
const ConditionValue = z.string().refine((text) => {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
});

const ViewChange = z.object({
  view_name: z.string().optional(),
  property: z
    .object({
      filter_info: z
        .object({
          conjunction: z.enum(['and', 'or']),
          conditions: z
            .array(z.object({ field_id: z.string(), operator: z.string(), value: ConditionValue.optional() }))
            .max(50),
        })
        .nullish(),
    })
    .nullish(),
});

function change(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const view = openView(table, call.param('view_id'));
  const { view_name, property } = parseBody(ViewChange, call.body);
  const filter = property?.filter_info ?? null;
  for (const { field_id } of filter?.conditions ?? []) refuseUnfilterable(table, field_id);
  const name = view_name === undefined ? view.name : freeName(table, view_name, view);
  const changed: View = { ...view, name, filter: property === undefined ? view.filter : filter };
  context.store.commit([{ kind: 'put_view', tableId: table.id, view: changed }]);
  return withProperty(changed);
}

/** Formulas and lookups cannot be filtered by: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/record-filter-guide */
function refuseUnfilterable(table: Table, fieldId: string): void {
  if ([19, 20].includes(openField(table, fieldId).type)) throw new VendorError('InvalidFilter');
}

function freeName(table: Table, given: string, own: View | null): string {
  const name = given.trim();
  if (!/^[^[\]]{1,100}$/.test(name)) throw new VendorError('InvalidViewName');
  if (table.views.some((view) => view.name === name && view !== own))
    throw new VendorError('ViewNameDuplicated');
  return name;
}

/** @throws VendorError 1254005 for a malformed id, 1254042 for an unknown view */
function openView(table: Table, id: string): View {
  if (!/^vew[A-Za-z0-9]+$/.test(id)) throw new VendorError('WrongViewId');
  const view = table.views.find((candidate) => candidate.id === id);
  if (view === undefined) throw new VendorError('ViewIdNotFound');
  return view;
}

function shown({ id, name, type }: View): object {
  return { view_id: id, view_name: name, view_type: type };
}

function withProperty(view: View): object {
  return {
    ...shown(view),
    property: { filter_info: view.filter, hidden_fields: null, hierarchy_config: null },
  };
}
