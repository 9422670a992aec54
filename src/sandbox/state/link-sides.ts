import { type Base, type BaseRecord, type Cell, type Field, listOf, type Table } from './base-model.ts';

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
  at: number,
): void {
  const before = listOf(record.cells[field.id]);
  put(record, field.id, cell, at);
  const other = otherSide(base, field);
  if (other === null) return;
  const after = listOf(cell);
  const dropped = before.filter((id) => !after.includes(id));
  const added = after.filter((id) => !before.includes(id));
  for (const id of dropped) changeBackLink(other, id, (ids) => ids.filter((back) => back !== record.id), at);
  for (const id of added) changeBackLink(other, id, (ids) => [...ids, record.id], at);
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
  at: number,
): void {
  const record = other.table.records.get(recordId);
  if (record !== undefined) put(record, other.fieldId, change(listOf(record.cells[other.fieldId])), at);
}

function put(record: BaseRecord, fieldId: string, cell: Cell | null, at: number): void {
  record.changedAt = at;
  if (cell === null || (Array.isArray(cell) && cell.length === 0)) delete record.cells[fieldId];
  else record.cells[fieldId] = cell;
}
