import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { Table } from '../state/base-model.ts';
import { openRecord, openTable } from './open-table.ts';
import { parseBody } from './request-body.ts';
import { viewById } from './visible-records.ts';
import type { WrittenFields } from './write-cells.ts';
import { createRecords, deleteRecords, updateRecords } from './write-records.ts';

const records = '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/records';

/** Ids one batch_delete may carry. */
const mostDeleted = 500;

const Fields = z.record(z.string(), z.unknown());
const OneRecord = z.object({ fields: Fields });
const NewRecords = z.object({ records: z.array(OneRecord).min(1) });
const ChangedRecords = z.object({
  records: z.array(z.object({ record_id: z.string(), fields: Fields })).min(1),
});
const RecordIds = z.object({ records: z.array(z.string()).min(1) });

/** Creating, updating and deleting records, one or many; a batch succeeds or fails as a whole. */
export function writeRoutes(context: SandboxContext): VendorRoute[] {
  const create = { scopes: ['base:record:create', 'bitable:app'], rate: perSecond(50), writes: true };
  const update = { scopes: ['base:record:update', 'bitable:app'], rate: perSecond(50), writes: true };
  const remove = { scopes: ['base:record:delete', 'bitable:app'], rate: perSecond(50), writes: true };
  return [
    { method: 'POST', path: records, ...create, run: (call) => createOne(context, call) },
    { method: 'POST', path: `${records}/batch_create`, ...create, run: (call) => createMany(context, call) },
    { method: 'PUT', path: `${records}/:record_id`, ...update, run: (call) => updateOne(context, call) },
    { method: 'POST', path: `${records}/batch_update`, ...update, run: (call) => updateMany(context, call) },
    { method: 'DELETE', path: `${records}/:record_id`, ...remove, run: (call) => deleteOne(context, call) },
    { method: 'POST', path: `${records}/batch_delete`, ...remove, run: (call) => deleteMany(context, call) },
  ];
}

function createOne(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const { fields } = parseBody(OneRecord, call.body);
  const [id = ''] = createRecords(context, call, table, [fields]);
  return success({ record: echo(id, fields) });
}

function createMany(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const body = parseBody(NewRecords, call.body);
  checkBatch(context, body.records.length);
  const ids = createRecords(
    context,
    call,
    table,
    body.records.map(({ fields }) => fields),
  );
  const rows = body.records.map(({ fields }, place) => ({ recordId: ids[place] ?? '', fields }));
  return success({ records: echoed(context, rows) });
}

function updateOne(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const { fields } = parseBody(OneRecord, call.body);
  const record_id = call.param('record_id');
  checkKnown(context, table, [record_id]);
  updateRecords(context, table, [{ recordId: record_id, fields }], null);
  return success({ record: echo(record_id, fields) });
}

function updateMany(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const body = parseBody(ChangedRecords, call.body);
  checkBatch(context, body.records.length);
  const rows = body.records.map(({ record_id, fields }) => ({ recordId: record_id, fields }));
  checkKnown(
    context,
    table,
    rows.map(({ recordId }) => recordId),
  );
  updateRecords(context, table, rows, null);
  return success({ records: echoed(context, rows) });
}

function deleteOne(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const [deleted = {}] = deleteKnown(context, table, [call.param('record_id')]);
  return success(deleted);
}

function deleteMany(context: SandboxContext, call: VendorCall): object {
  const table = openTable(context, call, 'write');
  const ids = [...new Set(parseBody(RecordIds, call.body).records)];
  if (ids.length > mostDeleted) throw new VendorError('RecordAddOnceExceedLimit');
  return success({ records: deleteKnown(context, table, ids) });
}

/** @throws VendorError 1254006 or 1254043 for a record the replica of this call does not know */
function checkKnown(context: SandboxContext, table: Table, recordIds: readonly string[]): void {
  const known = viewById(context)(table);
  for (const recordId of recordIds) openRecord(known, recordId);
}

function deleteKnown(context: SandboxContext, table: Table, recordIds: readonly string[]): object[] {
  checkKnown(context, table, recordIds);
  const { undeletable } = context.settings();
  const mayGo = (recordId: string) => !undeletable.includes(recordId);
  deleteRecords(context, table, recordIds.filter(mayGo), null);
  return recordIds.map((record_id) => ({ deleted: mayGo(record_id), record_id }));
}

function checkBatch({ settings }: SandboxContext, size: number): void {
  if (size > settings().maxBatch) throw new VendorError('RecordAddOnceExceedLimit');
}

interface EchoedRow {
  recordId: string;
  fields: WrittenFields;
}

function echoed({ settings }: SandboxContext, rows: readonly EchoedRow[]): object[] {
  const records = rows.map(({ recordId, fields }) => echo(recordId, fields));
  return settings().echoOrder === 'reversed' ? records.reverse() : records;
}

/** Writes answer with the values as they were sent, not as they read. */
function echo(recordId: string, fields: WrittenFields): object {
  return { fields, id: recordId, record_id: recordId };
}
