import {
  type Base,
  type BaseRecord,
  type Cell,
  type Field,
  listOf,
  type Table,
} from '../state/base-model.ts';
import { authorOf } from './author.ts';
import { plainText } from './display-cell.ts';
import { readCell } from './read-record.ts';

export interface LegacyOptions {
  fieldNames: readonly string[] | null;
  textAsArray: boolean;
  automaticFields: boolean;
}

/**
 * A record as the legacy endpoints show it: text as plain string, numbers as strings, links with the text of the
 * linked record (https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-record/list).
 */
export function readLegacyRecord(
  base: Base,
  table: Table,
  record: BaseRecord,
  options: LegacyOptions,
): object {
  const fields: Record<string, unknown> = {};
  for (const field of table.fields) {
    if (options.fieldNames !== null && !options.fieldNames.includes(field.name)) continue;
    const shown = legacyCell(base, field, record, options);
    if (shown !== undefined) fields[field.name] = shown;
  }
  const automatic = {
    created_by: authorOf(record.createdBy),
    created_time: record.createdAt,
    last_modified_by: authorOf(record.changedBy),
    last_modified_time: record.changedAt,
  };
  return { ...(options.automaticFields ? automatic : {}), fields, id: record.id, record_id: record.id };
}

function legacyCell(base: Base, field: Field, record: BaseRecord, { textAsArray }: LegacyOptions): unknown {
  const cell = record.cells[field.id];
  if (field.property.kind === 'link') return legacyLink(base, field.property.tableId, cell);
  if (field.type === 1 && !textAsArray) return cell;
  if (field.type === 2) return cell === undefined ? undefined : String(cell);
  if (field.type === 1003) return authorOf(record.createdBy);
  if (field.type === 1004) return authorOf(record.changedBy);
  return readCell(field, record, 'object');
}

function legacyLink(base: Base, tableId: string, cell: Cell | undefined): unknown {
  const ids = listOf(cell);
  if (ids.length === 0) return undefined;
  const table = base.tables.get(tableId);
  const texts = ids.map((id) => {
    const [primary] = table?.fields ?? [];
    const shown = primary === undefined ? undefined : table?.records.get(id)?.cells[primary.id];
    return shown === undefined ? '' : plainText(shown);
  });
  return [{ record_ids: ids, table_id: tableId, text: texts.join(','), text_arr: texts, type: 'text' }];
}
