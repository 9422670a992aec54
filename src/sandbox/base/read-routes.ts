import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import { batchGetStatus } from './batch-get-status.ts';
import { compileFilter, type FilterRules } from './filter.ts';
import { openTable } from './open-table.ts';
import { pageOf } from './paging.ts';
import { readRecord } from './read-record.ts';
import { parseBody } from './request-body.ts';
import { sortRecords } from './sort-records.ts';
import { isHidden, searchableRecords, viewById } from './visible-records.ts';
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
  const records = searchableRecords(context, table);
  const passes = compileFilter(body.filter, table, filterRules(context));
  const found = sortRecords(records.filter(passes), body.sort, table);
  const { total: _, ...page } = pageOf(context, call, { id: table.id, items: found }, largestRecordPage);
  const { emptyLink, createdTime } = context.settings();
  const options = { fieldNames, automaticFields: body.automatic_fields ?? false, emptyLink, createdTime };
  return {
    ...page,
    ...totalOf(context, found.length, records.length),
    items: page.items.map((record) => readRecord(table, record, options)),
  };
}

function filterRules({ settings, now }: SandboxContext): FilterRules {
  const { timeZone, textFilter, filterConditions, filterRefusal } = settings();
  return {
    zone: createZone(timeZone),
    now: now(),
    textFilter,
    mostConditions: filterConditions,
    refusal: filterRefusal,
  };
}

function totalOf({ settings }: SandboxContext, matching: number, all: number): { total?: number } {
  const { total } = settings();
  switch (total) {
    case 'matching':
      return { total: matching };
    case 'table':
      return { total: all };
    case 'missing':
      return {};
    default:
      return { total };
  }
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
  const { emptyLink, createdTime } = context.settings();
  const options = { fieldNames: null, automaticFields: body.automatic_fields, emptyLink, createdTime };
  const ids = [...new Set(body.record_ids)];
  const known = viewById(context)(table);
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
