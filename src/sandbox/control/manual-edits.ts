import { z } from 'zod';
import { addField, removeField, replaceField } from '../base/change-field.ts';
import { FieldDefinition } from '../base/new-field.ts';
import { addRecords, deleteRecords, updateRecords } from '../base/write-records.ts';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { Field, Table } from '../state/base-model.ts';
import { defaultEditor, personOf } from '../state/people.ts';

/** Edits of the Base as people make them in the client. A table or field is named by its id or its name. */
const Cells = z.record(z.string(), z.unknown());
/** Who edits: the open id of a person. */
const openId = z
  .string()
  .refine((id) => personOf(id) !== null)
  .default(defaultEditor.openId);

export const AddedRows = z.strictObject({
  table: z.string(),
  openId,
  records: z.array(z.strictObject({ cells: Cells })).min(1),
});
export const EditedRows = z.strictObject({
  table: z.string(),
  openId,
  records: z.array(z.strictObject({ recordId: z.string(), cells: Cells })).min(1),
});
export const DeletedRows = z.strictObject({
  table: z.string(),
  openId,
  recordIds: z.array(z.string()).min(1),
});
export const FieldEdit = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('add'), table: z.string(), field: FieldDefinition }),
  z.strictObject({
    action: z.literal('change'),
    table: z.string(),
    field: z.string(),
    /** What is left out stays. */
    name: z.string().optional(),
    type: z.int().optional(),
    property: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({ action: z.literal('delete'), table: z.string(), field: z.string() }),
]);

export const TableEdit = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('rename'), table: z.string(), name: z.string().min(1) }),
  z.strictObject({ action: z.literal('delete'), table: z.string() }),
]);

/**
 * Adds rows.
 * @returns the ids of the new records
 * @throws VendorError for a value that does not fit its field
 */
export function addRows(context: SandboxContext, added: z.infer<typeof AddedRows>): readonly string[] {
  return addRecords(
    context,
    tableNamed(context, added.table),
    added.records.map(({ cells }) => cells),
    { by: added.openId, remember: () => [] },
  );
}

/** Sets cells. @throws VendorError for an unknown record or a value that does not fit its field */
export function editRows(context: SandboxContext, edited: z.infer<typeof EditedRows>): void {
  updateRecords(
    context,
    tableNamed(context, edited.table),
    edited.records.map(({ recordId, cells }) => ({ recordId, fields: cells })),
    edited.openId,
  );
}

/** Deletes rows. @throws VendorError 1254043 for one that is not there */
export function deleteRows(context: SandboxContext, deleted: z.infer<typeof DeletedRows>): void {
  deleteRecords(context, tableNamed(context, deleted.table), deleted.recordIds, deleted.openId);
}

/** Renames or deletes a table. @throws VendorError 1254041 for one that is not there, 1254013 for a taken name */
export function editTable(context: SandboxContext, edit: z.infer<typeof TableEdit>): void {
  const { store } = context;
  const { id: tableId } = tableNamed(context, edit.table);
  switch (edit.action) {
    case 'rename':
      if (
        [...store.state.base.tables.values()].some(({ id, name }) => name === edit.name && id !== tableId)
      ) {
        throw new VendorError('TableNameDuplicated');
      }
      store.commit([{ kind: 'rename_table', tableId, name: edit.name }]);
      break;
    case 'delete':
      store.commit([{ kind: 'remove_table', tableId }]);
  }
}

/** Adds, changes or deletes a field. @throws VendorError where a Base would refuse it */
export function editField(context: SandboxContext, edit: z.infer<typeof FieldEdit>): void {
  const table = tableNamed(context, edit.table);
  switch (edit.action) {
    case 'add':
      addField(context, table, edit.field);
      break;
    case 'delete':
      removeField(context, table, fieldNamed(table, edit.field));
      break;
    case 'change': {
      const field = fieldNamed(table, edit.field);
      replaceField(context, table, field, {
        field_name: edit.name ?? field.name,
        type: edit.type ?? field.type,
        property: { ...(edit.type === undefined ? propertyOf(field) : {}), ...edit.property },
      });
    }
  }
}

function propertyOf({ property }: Field): Record<string, unknown> {
  switch (property.kind) {
    case 'plain':
      return { ...property.value };
    case 'options':
      return { options: property.options };
    case 'link':
      return { table_id: property.tableId, multiple: property.multiple };
  }
}

/** @throws VendorError 1254041 */
export function tableNamed({ store }: SandboxContext, nameOrId: string): Table {
  const { tables } = store.state.base;
  const table = tables.get(nameOrId) ?? [...tables.values()].find(({ name }) => name === nameOrId);
  if (table === undefined) throw new VendorError('TableIdNotFound');
  return table;
}

function fieldNamed(table: Table, nameOrId: string): Field {
  const field = table.fields.find(({ id, name }) => id === nameOrId || name === nameOrId);
  if (field === undefined) throw new VendorError('FieldIdNotFound');
  return field;
}
