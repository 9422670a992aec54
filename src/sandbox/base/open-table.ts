import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { VendorCall } from '../platform/vendor-route.ts';
import type { Base, BaseRecord, Field, Table } from '../state/base-model.ts';

type Purpose = 'read' | 'write';

/**
 * The Base a call names.
 * @throws VendorError 91402 for a wiki node's token, 1254003 or 1254040 for a wrong one, 91403 or 1254302 for an
 * app that may not do this with the document
 */
export function openBase({ store, settings }: SandboxContext, call: VendorCall, purpose: Purpose): Base {
  const { base } = store.state;
  const token = call.param('app_token');
  if (token === base.wikiToken) throw new VendorError('NotExist');
  if (!/^[A-Za-z0-9]{10,100}$/.test(token)) throw new VendorError('WrongBaseToken');
  if (token !== base.token) throw new VendorError('BaseTokenNotFound');
  const { documentRole, isAdvanced } = settings();
  if (documentRole === 'none') throw new VendorError('Forbidden');
  if (purpose === 'write' && documentRole === 'view') throw new VendorError('Forbidden');
  if (purpose === 'write' && isAdvanced && documentRole !== 'manage')
    throw new VendorError('PermissionDenied');
  return base;
}

/** @throws VendorError as `openBase`; 1254004 for a malformed table id, 1254041 for an unknown one */
export function openTable(context: SandboxContext, call: VendorCall, purpose: Purpose): Table {
  const base = openBase(context, call, purpose);
  const id = call.param('table_id');
  if (!/^tbl[A-Za-z0-9]+$/.test(id)) throw new VendorError('WrongTableId');
  const table = base.tables.get(id);
  if (table === undefined) throw new VendorError('TableIdNotFound');
  return table;
}

/** @throws VendorError 1254006 for a malformed id, 1254043 for one that is not among the records */
export function openRecord(records: ReadonlyMap<string, BaseRecord>, id: string): BaseRecord {
  if (!/^rec[A-Za-z0-9]+$/.test(id)) throw new VendorError('WrongRecordId');
  const record = records.get(id);
  if (record === undefined) throw new VendorError('RecordIdNotFound');
  return record;
}

/** @throws VendorError 1254009 for a malformed id, 1254044 for an unknown field */
export function openField(table: Table, id: string): Field {
  if (!/^fld[A-Za-z0-9]+$/.test(id)) throw new VendorError('WrongFieldId');
  const field = table.fields.find((candidate) => candidate.id === id);
  if (field === undefined) throw new VendorError('FieldIdNotFound');
  return field;
}
