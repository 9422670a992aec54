import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { Table } from '../state/base-model.ts';
import { readLegacyRecord } from './legacy-record.ts';
import { openRecord, openTable } from './open-table.ts';
import { pageOf } from './paging.ts';
import { largestRecordPage } from './read-routes.ts';
import { isHidden, searchableRecords, viewById } from './visible-records.ts';

const records = '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/records';

/**
 * list and get, which the documents no longer recommend and which show cells in shapes of their own. The formula
 * language of their `filter` and `sort` is not covered.
 */
export function legacyRoutes(context: SandboxContext): VendorRoute[] {
  const read = {
    method: 'GET' as const,
    scopes: ['base:record:retrieve', 'base:record:read', 'bitable:app', 'bitable:app:readonly'],
    rate: perSecond(20),
    writes: false,
  };
  return [
    { ...read, path: records, run: (call) => success(list(context, call)) },
    { ...read, path: `${records}/:record_id`, run: (call) => success(get(context, call)) },
  ];
}

function list(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'read');
  if (call.query.filter) throw new VendorError('InvalidFilter');
  if (call.query.sort) throw new VendorError('InvalidSort');
  const fieldNames = fieldNamesOf(call, table);
  const page = pageOf(
    context,
    call,
    { id: table.id, items: searchableRecords(context, table) },
    largestRecordPage,
  );
  const { base } = context.store.state;
  const options = { fieldNames, ...shapes(call) };
  return { ...page, items: page.items.map((record) => readLegacyRecord(base, table, record, options)) };
}

function get(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'read');
  const record = openRecord(viewById(context)(table), call.param('record_id'));
  if (isHidden(context, record.id)) throw new VendorError('PermissionDenied');
  const options = { fieldNames: null, ...shapes(call) };
  return { record: readLegacyRecord(context.store.state.base, table, record, options) };
}

function shapes({ query }: VendorCall) {
  return {
    textAsArray: query.text_field_as_array === 'true',
    automaticFields: query.automatic_fields === 'true',
  };
}

const FieldNames = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string()));

/** `field_names` is a JSON array in the query. */
function fieldNamesOf({ query }: VendorCall, table: Table): readonly string[] | null {
  if (!query.field_names) return null;
  const names = FieldNames.safeParse(query.field_names);
  if (!names.success || names.data.some((name) => !table.fields.some((field) => field.name === name))) {
    throw new VendorError('InvalidFieldNames');
  }
  return names.data;
}
