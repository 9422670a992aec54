import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { VendorCall } from '../platform/vendor-route.ts';
import type { Cell, Table } from '../state/base-model.ts';
import type { Change } from '../state/change.ts';
import { newOptions } from './new-options.ts';
import { openRecord } from './open-table.ts';
import { repetitionOf } from './remembered-calls.ts';
import { viewById } from './visible-records.ts';
import { checkBackLinks, parseCells, type WrittenFields } from './write-cells.ts';

/**
 * Adds records, all or none.
 * @returns their ids, in the order of `rows`; those of the first call when this one repeats it
 * @throws VendorError of `parseCells` and `repetitionOf`; 1254103 or 1254306 when the table is full
 */
export function createRecords(
  context: SandboxContext,
  call: VendorCall,
  table: Table,
  rows: readonly WrittenFields[],
): readonly string[] {
  const repetition = repetitionOf(context, call);
  if (repetition.kind === 'again') return repetition.ids;
  return addRecords(context, table, rows, { by: null, remember: repetition.remember });
}

/** Who adds records, and what is committed along with them. */
export interface Addition {
  /** Open id of a person; null: the app. */
  by: string | null;
  remember(recordIds: readonly string[]): Change[];
}

/** As `createRecords`, without a `client_token`. */
export function addRecords(
  context: SandboxContext,
  table: Table,
  rows: readonly WrittenFields[],
  { by, remember }: Addition,
): readonly string[] {
  const { store, newId, now } = context;
  checkRoom(context, table, rows.length);
  const writes = parseRows(
    context,
    table,
    rows.map((fields) => ({ recordId: null, fields })),
  );
  const records = writes.map(({ cells }) => ({ id: newId('rec', 11), cells: filled(cells) }));
  const recordIds = records.map(({ id }) => id);
  store.commit([
    ...newOptions(table, writes, newId),
    { kind: 'create_records', tableId: table.id, at: now(), by, records },
    ...remember(recordIds),
  ]);
  return recordIds;
}

/**
 * Sets the given cells, all or none.
 * @param by open id of a person; null: the app
 * @throws VendorError of `parseCells`; 1254006 or 1254043 for a record that is not there
 */
export function updateRecords(
  context: SandboxContext,
  table: Table,
  rows: readonly { recordId: string; fields: WrittenFields }[],
  by: string | null,
): void {
  const { store, newId, now } = context;
  for (const { recordId } of rows) openRecord(table.records, recordId);
  const writes = parseRows(context, table, rows);
  const records = writes.map(({ cells }, place) => ({ id: rows[place]?.recordId ?? '', cells }));
  store.commit([
    ...newOptions(table, writes, newId),
    { kind: 'update_records', tableId: table.id, at: now(), by, records },
  ]);
}

/**
 * @param by open id of a person; null: the app
 * @throws VendorError 1254006 or 1254043 for a record that is not there; then none is deleted
 */
export function deleteRecords(
  { store, now }: SandboxContext,
  table: Table,
  recordIds: readonly string[],
  by: string | null,
): void {
  for (const recordId of recordIds) openRecord(table.records, recordId);
  store.commit([{ kind: 'delete_records', tableId: table.id, at: now(), by, recordIds }]);
}

function parseRows(
  context: SandboxContext,
  table: Table,
  rows: readonly { recordId: string | null; fields: WrittenFields }[],
): { recordId: string | null; cells: Record<string, Cell | null> }[] {
  const { base } = context.store.state;
  const { unknownLink, refusedText } = context.settings();
  const links = { unknownLink, known: viewById(context) };
  const writes = rows.map(({ recordId, fields }) => ({
    recordId,
    cells: parseCells(base, table, fields, links),
  }));
  const texts = writes.flatMap(({ cells }) => Object.values(cells));
  if (refusedText !== null && texts.includes(refusedText)) throw new VendorError('TextFieldConvFail');
  checkBackLinks(base, table, writes);
  return writes;
}

function checkRoom({ settings }: SandboxContext, table: Table, added: number): void {
  const { recordLimit, recordLimitCode } = settings();
  if (recordLimit !== null && table.records.size + added > recordLimit) {
    throw new VendorError(recordLimitCode === 1254103 ? 'RecordExceedLimit' : 'PlanLimit');
  }
}

function filled(cells: Readonly<Record<string, Cell | null>>): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([id, cell]) => (cell === null ? [] : [[id, cell]])),
  );
}
