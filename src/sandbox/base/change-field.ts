import { VendorError } from '../platform/vendor-error.ts';
import type { Change } from '../state/change.ts';
import type { BaseContext } from './base-context.ts';
import type { Cell, Field, Table } from './base-model.ts';
import { plainText } from './display-cell.ts';
import { fieldTypeOf } from './field-types.ts';
import { backFieldOf, type FieldDefinition, fieldFrom } from './new-field.ts';

const mostFields = 300;

/**
 * Adds a field, with its other side where it is a two-way link. `remember`: what to commit along with it.
 * @throws VendorError of `fieldFrom`; 1254105 when the table has no room
 */
export function addField(
  context: BaseContext,
  table: Table,
  definition: FieldDefinition,
  remember: (fieldId: string) => Change[] = () => [],
): Field {
  if (table.fields.length >= mostFields) throw new VendorError('ColumnExceedLimit');
  const field = fieldFrom(context, definition, table.fields);
  context.store.commit([
    { kind: 'put_field', tableId: table.id, field },
    ...backFieldOf(context, table, field, definition),
    ...remember(field.id),
  ]);
  return field;
}

/**
 * Gives a field a new name, type and property; what is not named is not kept. Cells of another type are
 * converted where their text fits, and emptied where it does not.
 * @throws VendorError of `fieldFrom`; 1254012 for a primary field of an unfit type
 */
export function replaceField(
  context: BaseContext,
  table: Table,
  field: Field,
  definition: FieldDefinition,
): Field {
  const { store } = context;
  const given = fieldFrom(context, definition, table.fields, field.id);
  if (table.fields[0] === field && !fieldTypeOf(given.type)?.canBePrimary) {
    throw new VendorError('NotSupportFieldOrView');
  }
  if (keepsLink(field, given)) {
    const kept: Field = { ...given, property: withMultipleOf(field, given) };
    store.commit([{ kind: 'put_field', tableId: table.id, field: kept }]);
    return kept;
  }
  store.commit([
    ...dropOtherSide(field),
    ...(field.type === given.type ? [] : convertCells(context, table, field, given)),
    { kind: 'put_field', tableId: table.id, field: given },
    ...backFieldOf(context, table, given, definition),
  ]);
  return given;
}

/** @throws VendorError 1254046 for the primary field */
export function removeField({ store }: BaseContext, table: Table, field: Field): void {
  if (table.fields[0] === field) throw new VendorError('PrimaryFieldCannotBeDeleted');
  store.commit([{ kind: 'remove_field', tableId: table.id, fieldId: field.id }, ...dropOtherSide(field)]);
}

/** A link to the same table in the same way stays as it is: its cells and its other side too. */
function keepsLink({ type, property: before }: Field, { type: newType, property: after }: Field): boolean {
  return (
    type === newType && before.kind === 'link' && after.kind === 'link' && before.tableId === after.tableId
  );
}

function withMultipleOf({ property: before }: Field, { property: after }: Field): Field['property'] {
  if (before.kind !== 'link' || after.kind !== 'link') return after;
  return { ...before, multiple: after.multiple };
}

function dropOtherSide({ property }: Field): Change[] {
  if (property.kind !== 'link' || property.backFieldId === null) return [];
  return [{ kind: 'remove_field', tableId: property.tableId, fieldId: property.backFieldId }];
}

function convertCells({ now }: BaseContext, table: Table, before: Field, after: Field): Change[] {
  const records = [...table.records.values()].flatMap(({ id, cells }) => {
    const cell = cells[before.id];
    return cell === undefined ? [] : [{ id, cells: { [before.id]: converted(cell, after) } }];
  });
  // Written while the field still has its old type, but with no other side any more.
  const bare: Field = { ...before, property: { kind: 'plain', value: null } };
  return [
    { kind: 'put_field', tableId: table.id, field: bare },
    { kind: 'update_records', tableId: table.id, at: now(), records },
  ];
}

function converted(cell: Cell, after: Field): Cell | null {
  const text = plainText(cell);
  const candidates = after.property.kind === 'link' ? [] : [text, Number(text), [text]];
  for (const candidate of text === '' ? [] : candidates) {
    const fits = fieldTypeOf(after.type)?.written?.value.safeParse(candidate);
    if (fits?.success) return fits.data;
  }
  return null;
}
