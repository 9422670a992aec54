import type { Settings } from '../platform/settings.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { type Base, type Cell, type Field, listOf, type Table } from '../state/base-model.ts';
import { fieldTypeOf, longestText, mostLinks } from './field-types.ts';
import type { ReplicaView } from './visible-records.ts';

/** The `fields` of a record as a call or a person gives them: values by field name. */
export type WrittenFields = Readonly<Record<string, unknown>>;

/** How links to other records are taken. */
export interface LinkRules {
  unknownLink: Settings['unknownLink'];
  /** The records that may be linked to. */
  known: ReplicaView;
}

/**
 * Checks values against their fields, all before anything is written.
 * @returns cells by field id; null empties a cell.
 * @throws VendorError 1254045 for an unknown field, the field type's own code for a value that does not fit.
 */
export function parseCells(
  base: Base,
  table: Table,
  fields: WrittenFields,
  links: LinkRules,
): Record<string, Cell | null> {
  const cells: Record<string, Cell | null> = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = table.fields.find((candidate) => candidate.name === name);
    if (field === undefined) throw new VendorError('FieldNameNotFound');
    const cell = parseCell(field, value);
    cells[field.id] = field.property.kind === 'link' ? checkLink(base, field, cell, links) : cell;
  }
  return cells;
}

function parseCell(field: Field, value: unknown): Cell | null {
  const written = fieldTypeOf(field.type)?.written;
  if (written === null || written === undefined) throw new VendorError('FieldTypesDoNotMatch');
  if (value === null || value === '') return null;
  const cell = written.value.safeParse(value);
  if (!cell.success) throw new VendorError(written.refusal);
  if (typeof cell.data === 'string' && cell.data.length > longestText) throw new VendorError('TooLargeCell');
  return cell.data;
}

function checkLink(
  base: Base,
  field: Field,
  cell: Cell | null,
  { unknownLink, known }: LinkRules,
): Cell | null {
  if (field.property.kind !== 'link' || cell === null) return cell;
  const table = base.tables.get(field.property.tableId);
  const given = [...new Set(listOf(cell))];
  const ids = given.filter((id) => table?.records.has(id) && known(table).has(id));
  if (ids.length < given.length && unknownLink !== 'dropped') {
    throw new VendorError(unknownLink === 'not_found' ? 'RecordIdNotFound' : 'LinkFieldConvFail');
  }
  if (ids.length > 1 && !field.property.multiple) throw linkRefusal(field);
  if (ids.length > mostLinks) throw new VendorError('TooLargeCell');
  return ids;
}

function linkRefusal(field: Field): VendorError {
  return new VendorError(fieldTypeOf(field.type)?.written?.refusal ?? 'LinkFieldConvFail');
}

/**
 * The other side of two-way links must have room too.
 * @param writes cells by field id, with the record they go to; null for one that is only being created
 * @throws VendorError 1254130 when a record over there would get more than it holds
 */
export function checkBackLinks(
  base: Base,
  table: Table,
  writes: readonly { recordId: string | null; cells: Readonly<Record<string, Cell | null>> }[],
): void {
  for (const field of table.fields) {
    const { property } = field;
    if (property.kind !== 'link' || property.backFieldId === null) continue;
    const other = base.tables.get(property.tableId);
    const back = other?.fields.find((candidate) => candidate.id === property.backFieldId);
    if (other === undefined || back?.property.kind !== 'link') continue;
    const room = back.property.multiple ? mostLinks : 1;
    for (const [id, growth] of growthOf(table, field, writes)) {
      const held = listOf(other.records.get(id)?.cells[back.id]).length;
      if (growth > 0 && held + growth > room) throw new VendorError('TooLargeCell');
    }
  }
}

/** By how many links each linked record grows; negative where links go away. */
function growthOf(
  table: Table,
  field: Field,
  writes: readonly { recordId: string | null; cells: Readonly<Record<string, Cell | null>> }[],
): Map<string, number> {
  const growth = new Map<string, number>();
  const add = (id: string, by: number) => growth.set(id, (growth.get(id) ?? 0) + by);
  for (const { recordId, cells } of writes) {
    const cell = cells[field.id];
    if (cell === undefined) continue;
    const before = recordId === null ? [] : listOf(table.records.get(recordId)?.cells[field.id]);
    for (const id of before) add(id, -1);
    for (const id of listOf(cell)) add(id, 1);
  }
  return growth;
}
