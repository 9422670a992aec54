import type { Settings } from '../platform/settings.ts';
import type { BaseRecord, Cell, Field, Table } from '../state/base-model.ts';
import { authorOf } from './author.ts';
import { textSegments } from './text-segments.ts';

/** Which fields of a record to show, and how. */
export interface ReadOptions {
  fieldNames: readonly string[] | null;
  automaticFields: boolean;
  emptyLink: Settings['emptyLink'];
  createdTime: Settings['createdTime'];
}

/** A record as search and batch_get show it; empty cells are left out, but for links. */
export function readRecord(table: Table, record: BaseRecord, options: ReadOptions): object {
  const fields: Record<string, unknown> = {};
  for (const field of table.fields) {
    if (options.fieldNames !== null && !options.fieldNames.includes(field.name)) continue;
    const shown = readCell(field, record, options.emptyLink);
    if (shown !== undefined) fields[field.name] = shown;
  }
  return {
    ...(options.automaticFields ? automaticFields(record, options.createdTime) : {}),
    fields,
    record_id: record.id,
  };
}

function automaticFields(record: BaseRecord, createdTime: Settings['createdTime']): object {
  return {
    created_by: authorOf(record.createdBy),
    ...(createdTime === 'shown' ? { created_time: record.createdAt } : {}),
    last_modified_by: authorOf(record.changedBy),
    last_modified_time: record.changedAt,
  };
}

/** A cell in the shape of search and batch_get; undefined leaves it out. */
export function readCell(field: Field, record: BaseRecord, emptyLink: Settings['emptyLink']): unknown {
  const cell = record.cells[field.id];
  const read = readers[field.type];
  if (read !== undefined) return read(cell, record);
  if (field.property.kind === 'link') return readLink(cell, emptyLink);
  return cell;
}

const readers: Readonly<Record<number, (cell: Cell | undefined, record: BaseRecord) => unknown>> = {
  1: (cell) => (typeof cell === 'string' ? textSegments(cell) : undefined),
  11: readUsers,
  1001: (_cell, record) => record.createdAt,
  1002: (_cell, record) => record.changedAt,
  1003: (_cell, record) => [authorOf(record.createdBy)],
  1004: (_cell, record) => [authorOf(record.changedBy)],
  1005: (_cell, record) => String(record.number),
};

function readLink(cell: Cell | undefined, emptyLink: Settings['emptyLink']): object {
  if (cell !== undefined) return { link_record_ids: cell };
  return emptyLink === 'object' ? {} : { link_record_ids: null };
}

function readUsers(cell: Cell | undefined): unknown {
  if (!Array.isArray(cell)) return undefined;
  return cell.map((user) => (typeof user === 'object' && 'id' in user ? authorOf(user.id) : user));
}
