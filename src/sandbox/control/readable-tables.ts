import { displayCell, plainText } from '../base/display-cell.ts';
import type { Zone } from '../base/zone.ts';
import { type Base, type BaseRecord, type Field, listOf, type Table } from '../state/base-model.ts';

/** A table for people: every cell as text, links with what they lead to. */
export interface ReadableTable {
  tableId: string;
  name: string;
  fields: readonly ReadableField[];
  /** Records of the table, and those that match the search. */
  total: number;
  matching: number;
  records: readonly ReadableRecord[];
}

export interface ReadableField {
  fieldId: string;
  name: string;
  type: number;
  isPrimary: boolean;
  /** The table a link leads to. */
  linksTo: string | null;
}

export interface ReadableRecord {
  recordId: string;
  createdAt: number;
  changedAt: number;
  /** By field name; an empty cell is ''. */
  cells: Readonly<Record<string, string | readonly ReadableLink[]>>;
}

export interface ReadableLink {
  recordId: string;
  /** The primary cell of the linked record. */
  text: string;
  /** A description of the record: the column after the primary one, and the first date. */
  label: string;
}

/** Which records to show. */
export interface Excerpt {
  /** Only records in which this text stands; '' for all. */
  search: string;
  offset: number;
  limit: number;
  /** `created`: the oldest first; `changed`: what came or changed last comes first. */
  order: 'created' | 'changed';
}

/** The part of a table that `excerpt` asks for; dates are days in `zone`. */
export function readableTable(base: Base, table: Table, excerpt: Excerpt, zone: Zone): ReadableTable {
  const all = [...table.records.values()];
  const search = excerpt.search.trim().toLowerCase();
  const found = search === '' ? all : all.filter((record) => holds(base, table, record, search, zone));
  const ordered = excerpt.order === 'created' ? found : [...found].sort(newsFirst);
  const shown = ordered.slice(excerpt.offset, excerpt.offset + excerpt.limit);
  return {
    tableId: table.id,
    name: table.name,
    fields: table.fields.map((field, place) => ({
      fieldId: field.id,
      name: field.name,
      type: field.type,
      isPrimary: place === 0,
      linksTo: field.property.kind === 'link' ? field.property.tableId : null,
    })),
    total: all.length,
    matching: found.length,
    records: shown.map((record) => readableRecord(base, table, record, zone)),
  };
}

/** What changed at the same moment: first what came. */
function newsFirst(a: BaseRecord, b: BaseRecord): number {
  return b.changedAt - a.changedAt || b.createdAt - a.createdAt;
}

function readableRecord(base: Base, table: Table, record: BaseRecord, zone: Zone): ReadableRecord {
  const cells = table.fields.map((field) => [
    field.name,
    field.property.kind === 'link'
      ? linkedRecords(base, field, record).map(({ table: other, record: linked }) => ({
          recordId: linked.id,
          text: primaryText(other, linked),
          label: labelOf(other, linked, zone),
        }))
      : displayCell(field, record, zone),
  ]);
  const { id: recordId, createdAt, changedAt } = record;
  return { recordId, createdAt, changedAt, cells: Object.fromEntries(cells) };
}

function linkedRecords(base: Base, field: Field, record: BaseRecord): { table: Table; record: BaseRecord }[] {
  const table = field.property.kind === 'link' ? base.tables.get(field.property.tableId) : undefined;
  if (table === undefined) return [];
  return listOf(record.cells[field.id]).flatMap((id) => {
    const linked = table.records.get(id);
    return linked === undefined ? [] : [{ table, record: linked }];
  });
}

function primaryText(table: Table, record: BaseRecord): string {
  return textAt(table.fields[0], record);
}

function textAt(field: Field | undefined, record: BaseRecord): string {
  const cell = field === undefined ? undefined : record.cells[field.id];
  return cell === undefined ? '' : plainText(cell);
}

function labelOf(table: Table, record: BaseRecord, zone: Zone): string {
  const date = table.fields.find(({ type }) => type === 5);
  const parts = [textAt(table.fields[1], record), date === undefined ? '' : displayCell(date, record, zone)];
  return parts.filter((part) => part !== '').join(' ') || primaryText(table, record);
}

function holds(base: Base, table: Table, record: BaseRecord, search: string, zone: Zone): boolean {
  return table.fields.some((field) => {
    if (field.property.kind === 'link') {
      return linkedRecords(base, field, record).some(
        ({ table: other, record: linked }) =>
          primaryText(other, linked).toLowerCase().includes(search) ||
          textAt(other.fields[1], linked).toLowerCase().includes(search),
      );
    }
    // Writing a date out is dear where a table holds 50,000.
    if (field.type === 5 && !/^[\d/]+$/.test(search)) return false;
    return displayCell(field, record, zone).toLowerCase().includes(search);
  });
}
