import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import { batchGetStatus } from './batch-get-status.ts';
import { compileFilter } from './filter.ts';
import { openTable } from './open-table.ts';
import { pageOf } from './paging.ts';
import { readRecord } from './read-record.ts';
import { parseBody } from './request-body.ts';
import { sortRecords } from './sort-records.ts';
import { isHidden, isKnownById, visibleRecords } from './visible-records.ts';
import { createZone } from './zone.ts';

const records = '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/records';

/** Records one page of a search or list holds. */
export const largestRecordPage = 500;
/** Ids one batch_get may carry. */
const mostIds = 100;

/** search and batch_get, the ways to read records that are not legacy. */
export function readRoutes(context: SandboxContext): VendorRoute[] {
  return [
    {
      method: 'POST',
      path: `${records}/search`,
      scopes: ['base:record:retrieve', 'bitable:app', 'bitable:app:readonly'],
      rate: perSecond(20),
      writes: false,
      run: (call) => success(search(context, call)),
    },
    {
      method: 'POST',
      path: `${records}/batch_get`,
      scopes: ['base:record:read', 'bitable:app', 'bitable:app:readonly'],
      rate: perSecond(20),
      writes: false,
      statusOf: batchGetStatus,
      run: (call) => success(batchGet(context, call)),
    },
  ];
}

const SearchBody = z.object({
  view_id: z.string().max(50).nullish(),
  field_names: z.array(z.string()).max(200).nullish(),
  sort: z.unknown().optional(),
  filter: z.unknown().optional(),
  automatic_fields: z.boolean().nullish(),
});

function search(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'read');
  const body = parseBody(SearchBody, call.body);
  const fieldNames = body.field_names?.length ? body.field_names : null;
  if (fieldNames?.some((name) => !table.fields.some((field) => field.name === name))) {
    throw new VendorError('InvalidFieldNames');
  }
  const { timeZone, emptyLink } = context.settings();
  const passes = compileFilter(body.filter, table, createZone(timeZone), context.now());
  const found = sortRecords(visibleRecords(context, table).filter(passes), body.sort, table);
  const page = pageOf(call, table.id, found, largestRecordPage);
  const options = { fieldNames, automaticFields: body.automatic_fields ?? false, emptyLink };
  return { ...page, items: page.items.map((record) => readRecord(table, record, options)) };
}

const BatchGetBody = z.object({
  record_ids: z.array(z.string()).min(1),
  automatic_fields: z.boolean().default(false),
  with_shared_url: z.boolean().default(false),
});

function batchGet(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'read');
  const body = parseBody(BatchGetBody, call.body);
  if (body.record_ids.length > mostIds) throw new VendorError('RecordAddOnceExceedLimit');
  const { emptyLink } = context.settings();
  const options = { fieldNames: null, automaticFields: body.automatic_fields, emptyLink };
  const ids = [...new Set(body.record_ids)];
  const known = new Map([...table.records].filter(([, record]) => isKnownById(context, record)));
  const present = ids.flatMap((id) => known.get(id) ?? []);
  return {
    records: present
      .filter(({ id }) => !isHidden(context, id))
      .map((record) => ({
        ...readRecord(table, record, options),
        ...(body.with_shared_url ? { shared_url: `https://example.feishu.cn/record/${record.id}` } : {}),
      })),
    absent_record_ids: ids.filter((id) => !known.has(id)),
    forbidden_record_ids: present.map(({ id }) => id).filter((id) => isHidden(context, id)),
  };
}
