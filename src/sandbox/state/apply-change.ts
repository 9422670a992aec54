import {
  type Base,
  type BaseRecord,
  type CellChanges,
  type Field,
  listOf,
  type Table,
  type View,
} from './base-model.ts';
import type { Change } from './change.ts';
import { type Edit, setCell } from './link-sides.ts';
import { keepPast } from './record-history.ts';
import type { State } from './state.ts';

/** Client tokens, access tokens and deliveries beyond this many are forgotten, the oldest first. */
const remembered = 1000;
/** So many messages; a busy minute of a large chat has thousands. */
const messagesRemembered = 10_000;

/** Carries one change out, in place: a table holds up to 60,000 records. */
export function applyChange(state: State, change: Change): void {
  switch (change.kind) {
    case 'start_base':
      startBase(state, change);
      break;
    case 'put_table':
      putTable(state.base, change);
      break;
    case 'rename_table':
      touch(state.base, change.tableId).name = change.name;
      break;
    case 'remove_table':
      removeTable(state.base, change.tableId);
      break;
    case 'put_field':
      putField(touch(state.base, change.tableId), change.field);
      break;
    case 'remove_field':
      removeField(touch(state.base, change.tableId), change.fieldId);
      break;
    case 'put_view':
      putView(tableOf(state.base, change.tableId), change.view);
      break;
    case 'put_member':
      state.base.members.set(change.member.id, change.member);
      break;
    case 'create_records':
      createRecords(state.base, touch(state.base, change.tableId), change);
      break;
    case 'update_records':
      updateRecords(state.base, touch(state.base, change.tableId), change);
      break;
    case 'delete_records':
      deleteRecords(state.base, touch(state.base, change.tableId), change);
      break;
    case 'restore_records':
      restoreRecords(tableOf(state.base, change.tableId), change);
      break;
    case 'remember_call':
      state.clientTokens.set(change.clientToken, { digest: change.digest, ids: change.ids });
      forgetOldest(state.clientTokens);
      break;
    case 'issue_token':
      state.accessTokens.set(change.token, { expiresAt: change.expiresAt });
      forgetOldest(state.accessTokens);
      break;
    case 'put_message':
      state.chat.messages.set(change.message.id, change.message);
      forgetOldest(state.chat.messages, messagesRemembered);
      break;
    case 'put_file':
      state.chat.files.set(change.file.key, change.file);
      break;
    case 'put_command':
      state.chat.commands.set(change.command.id, change.command);
      break;
    case 'put_delivery':
      state.deliveries.set(change.delivery.envelope.header.event_id, change.delivery);
      forgetOldest(state.deliveries);
      break;
    case 'remove_command':
      state.chat.commands.delete(change.commandId);
      break;
  }
}

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

function startBase(state: State, { token, wikiToken, name, revision, resets }: Of<'start_base'>): void {
  state.base = { token, wikiToken, name, revision, resets, tables: new Map(), members: new Map() };
  state.clientTokens.clear();
  // What the app has registered stays: it does that only when it starts.
  state.chat.messages.clear();
  state.chat.files.clear();
  state.deliveries.clear();
}

function putTable(base: Base, { tableId, name, fields, revision, nextNumber }: Of<'put_table'>): void {
  base.tables.set(tableId, {
    id: tableId,
    name,
    fields: [...fields],
    views: [],
    revision,
    nextNumber,
    records: new Map(),
    history: [],
  });
  base.revision += 1;
}

/** Links to it stay, and lead to nothing. */
function removeTable(base: Base, tableId: string): void {
  base.tables.delete(tableId);
  base.revision += 1;
}

function putField(table: Table, field: Field): void {
  const place = table.fields.findIndex((present) => present.id === field.id);
  if (place === -1) table.fields.push(field);
  else table.fields[place] = field;
}

function putView(table: Table, view: View): void {
  const place = table.views.findIndex((present) => present.id === view.id);
  if (place === -1) table.views.push(view);
  else table.views[place] = view;
}

function removeField(table: Table, fieldId: string): void {
  table.fields = table.fields.filter((field) => field.id !== fieldId);
  for (const record of table.records.values()) delete record.cells[fieldId];
}

function createRecords(base: Base, table: Table, { records, at, by }: Of<'create_records'>): void {
  for (const { id, cells } of records) {
    const stamps = { createdAt: at, changedAt: at, createdBy: by, changedBy: by };
    const record: BaseRecord = { id, number: table.nextNumber, ...stamps, cells: {} };
    table.nextNumber += 1;
    table.records.set(id, record);
    setCells(base, table, record, cells, { at, by });
  }
}

function updateRecords(base: Base, table: Table, { records, at, by }: Of<'update_records'>): void {
  for (const { id, cells } of records) setCells(base, table, recordOf(table, id), cells, { at, by });
}

function deleteRecords(base: Base, table: Table, { recordIds, at, by }: Of<'delete_records'>): void {
  for (const id of recordIds) {
    const record = recordOf(table, id);
    keepPast(table, record, at);
    for (const field of table.fields) setCell(base, table, record, field, null, { at, by });
    table.records.delete(id);
  }
  dropOneWayLinks(base, table.id, new Set(recordIds), { at, by });
}

/** Records of a snapshot hold both sides of their links, so nothing is mirrored. */
function restoreRecords(table: Table, { records }: Of<'restore_records'>): void {
  for (const record of records) table.records.set(record.id, record);
}

function setCells(base: Base, table: Table, record: BaseRecord, cells: CellChanges, edit: Edit): void {
  for (const field of table.fields) {
    const cell = cells[field.id];
    if (cell !== undefined) setCell(base, table, record, field, cell, edit);
  }
}

function dropOneWayLinks(base: Base, tableId: string, gone: ReadonlySet<string>, edit: Edit): void {
  for (const table of base.tables.values()) {
    for (const field of table.fields.filter((candidate) => isOneWayLinkTo(candidate, tableId))) {
      for (const record of table.records.values()) {
        const ids = listOf(record.cells[field.id]);
        const left = ids.filter((id) => !gone.has(id));
        if (left.length < ids.length) setCell(base, table, record, field, left, edit);
      }
    }
  }
}

function isOneWayLinkTo({ property }: Field, tableId: string): boolean {
  return property.kind === 'link' && property.tableId === tableId && property.backFieldId === null;
}

function touch(base: Base, tableId: string): Table {
  const table = tableOf(base, tableId);
  table.revision += 1;
  base.revision += 1;
  return table;
}

function tableOf(base: Base, tableId: string): Table {
  const table = base.tables.get(tableId);
  if (table === undefined) throw new Error(`change names unknown table ${tableId}`);
  return table;
}

function recordOf(table: Table, recordId: string): BaseRecord {
  const record = table.records.get(recordId);
  if (record === undefined) throw new Error(`change names unknown record ${recordId}`);
  return record;
}

function forgetOldest(map: Map<string, unknown>, most = remembered): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
