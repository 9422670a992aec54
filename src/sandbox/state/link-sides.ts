import { type Base, type BaseRecord, type Cell, type Field, listOf, type Table } from './base-model.ts';
import { keepPast } from './record-history.ts';

/** When a change happens, and who makes it: a person's open id, null for the app. */
export interface Edit {
  at: number;
  by: string | null;
}

/**
 * Sets or empties one cell. The other side of a two-way link follows, so that `a` names `b` exactly if `b`
 * names `a` (https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-field/guide, 双向关联).
 */
export function setCell(
  base: Base,
  table: Table,
  record: BaseRecord,
  field: Field,
  cell: Cell | null,
  edit: Edit,
): void {
  const before = listOf(record.cells[field.id]);
  put(table, record, field.id, cell, edit);
  const other = otherSide(base, field);
  if (other === null) return;
  const after = listOf(cell);
  const dropped = before.filter((id) => !after.includes(id));
  const added = after.filter((id) => !before.includes(id));
  for (const id of dropped)
    changeBackLink(other, id, (ids) => ids.filter((back) => back !== record.id), edit);
  for (const id of added) changeBackLink(other, id, (ids) => [...ids, record.id], edit);
  if (dropped.length + added.length > 0 && other.table !== table) other.table.revision += 1;
}

interface OtherSide {
  table: Table;
  fieldId: string;
}

function otherSide(base: Base, field: Field): OtherSide | null {
  if (field.property.kind !== 'link' || field.property.backFieldId === null) return null;
  const table = base.tables.get(field.property.tableId);
  return table === undefined ? null : { table, fieldId: field.property.backFieldId };
}

function changeBackLink(
  other: OtherSide,
  recordId: string,
  change: (ids: readonly string[]) => readonly string[],
  edit: Edit,
): void {
  const record = other.table.records.get(recordId);
  if (record === undefined) return;
  put(other.table, record, other.fieldId, change(listOf(record.cells[other.fieldId])), edit);
}

function put(table: Table, record: BaseRecord, fieldId: string, cell: Cell | null, edit: Edit): void {
  const { at, by } = edit;
  // Of several cells that change at once, the first one keeps the record as it was.
  if (record.changedAt < at) keepPast(table, record, at);
  record.changedAt = at;
  record.changedBy = by;
  if (cell === null || (Array.isArray(cell) && cell.length === 0)) delete record.cells[fieldId];
  else record.cells[fieldId] = cell;
}
