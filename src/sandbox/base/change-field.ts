import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { Cell, Field, Table } from '../state/base-model.ts';
import type { Change } from '../state/change.ts';
import { plainText } from './display-cell.ts';
import { fieldTypeOf } from './field-types.ts';
import { backFieldOf, type FieldDefinition, fieldFrom } from './new-field.ts';
import { optionsWith } from './new-options.ts';

const mostFields = 300;

/**
 * Adds a field, with its other side where it is a two-way link. `remember`: what to commit along with it.
 * @throws VendorError of `fieldFrom`; 1254105 when the table has no room
 */
export function addField(
  context: SandboxContext,
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
  context: SandboxContext,
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
  const records = field.type === given.type ? [] : convertedCells(table, field, given);
  const shaped = withOptions(context, given, records);
  store.commit([
    ...dropOtherSide(field),
    ...writeBare(context, table, field, records),
    { kind: 'put_field', tableId: table.id, field: shaped },
    ...backFieldOf(context, table, shaped, definition),
  ]);
  return shaped;
}

/** @throws VendorError 1254046 for the primary field */
export function removeField({ store }: SandboxContext, table: Table, field: Field): void {
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

interface ConvertedCell {
  id: string;
  cell: Cell | null;
}

function convertedCells(table: Table, before: Field, after: Field): ConvertedCell[] {
  return [...table.records.values()].flatMap(({ id, cells }) => {
    const cell = cells[before.id];
    return cell === undefined ? [] : [{ id, cell: converted(cell, before, after) }];
  });
}

function converted(cell: Cell, before: Field, after: Field): Cell | null {
  if (after.property.kind === 'link') return becomesOneWay(before, after) ? cell : null;
  const text = plainText(cell);
  for (const candidate of text === '' ? [] : [text, Number(text), [text]]) {
    const fits = fieldTypeOf(after.type)?.written?.value.safeParse(candidate);
    if (fits?.success) return fits.data;
  }
  return null;
}

function becomesOneWay({ property: before }: Field, { type, property: after }: Field): boolean {
  return type === 18 && before.kind === 'link' && after.kind === 'link' && before.tableId === after.tableId;
}

/** A field that turns into a select gets the texts it holds as options. */
function withOptions({ newId }: SandboxContext, field: Field, records: readonly ConvertedCell[]): Field {
  if (field.property.kind !== 'options') return field;
  const cells = records.map(({ cell }) => cell);
  return {
    ...field,
    property: { kind: 'options', options: optionsWith(field.property.options, cells, newId) },
  };
}

/** Writes the converted cells while the field still has its old type, but no other side any more. */
function writeBare(
  { now }: SandboxContext,
  table: Table,
  field: Field,
  converted: readonly ConvertedCell[],
): Change[] {
  if (converted.length === 0) return [];
  const bare: Field = { ...field, property: { kind: 'plain', value: null } };
  const records = converted.map(({ id, cell }) => ({ id, cells: { [field.id]: cell } }));
  return [
    { kind: 'put_field', tableId: table.id, field: bare },
    { kind: 'update_records', tableId: table.id, at: now(), by: null, records },
  ];
}
