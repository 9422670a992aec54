import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { Field, FieldProperty } from '../state/base-model.ts';
import type { Change } from '../state/change.ts';
import { fieldTypeOf } from './field-types.ts';
import { newOption } from './new-options.ts';

/** A field as create and update describe it. */
export const FieldDefinition = z.object({
  field_name: z.string(),
  type: z.int(),
  ui_type: z.string().optional(),
  property: z.record(z.string(), z.unknown()).nullish(),
});
export type FieldDefinition = z.infer<typeof FieldDefinition>;

const Options = z.object({
  options: z
    .array(
      z.object({
        id: z.string().optional(),
        name: z.string().min(1),
        color: z.int().min(0).max(54).optional(),
      }),
    )
    .default([]),
});
const Link = z.object({
  table_id: z.string(),
  multiple: z.boolean().default(true),
  back_field_name: z.string().min(1).optional(),
});

const defaultProperty: Readonly<Record<number, Readonly<Record<string, unknown>>>> = {
  2: { formatter: '0.0' },
  5: { date_formatter: 'yyyy/MM/dd', auto_fill: false },
  11: { multiple: true },
  23: { multiple: true },
  1001: { date_formatter: 'yyyy/MM/dd' },
  1002: { date_formatter: 'yyyy/MM/dd' },
  1005: { auto_serial: { type: 'auto_increment_number' } },
};

/**
 * A field with a new id (https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-field/guide).
 * @param present the fields beside which it will stand
 * @throws VendorError for a name that is empty or taken, a type no field can have, a property that does not fit
 */
export function fieldFrom(
  context: SandboxContext,
  definition: FieldDefinition,
  present: readonly Field[],
  id: string = context.newId('fld', 10),
): Field {
  const name = definition.field_name.trim();
  if (name === '') throw new VendorError('EmptyFieldName');
  if (name.length > 1000) throw new VendorError('InvalidFieldName');
  if (present.some((other) => other.name === name && other.id !== id)) {
    throw new VendorError('FieldNameDuplicated');
  }
  const type = fieldTypeOf(definition.type);
  if (type === undefined) throw new VendorError('FieldTypeValueNotMatch');
  // A lookup cannot be made through the API.
  if (definition.type === 19) throw new VendorError('NotSupportFieldOrView');
  const [defaultUiType = ''] = type.uiTypes;
  const uiType = definition.ui_type ?? defaultUiType;
  if (!type.uiTypes.includes(uiType)) throw new VendorError('FieldTypeValueNotMatch');
  return { id, name, type: definition.type, uiType, property: propertyFrom(context, definition) };
}

function propertyFrom(context: SandboxContext, { type, property }: FieldDefinition): FieldProperty {
  if (type === 3 || type === 4) return optionsFrom(context, property);
  if (type === 18 || type === 21) return linkFrom(context, type, property);
  const own = defaultProperty[type];
  const value = own === undefined && !property ? null : { ...own, ...property };
  return { kind: 'plain', value };
}

function optionsFrom({ newId }: SandboxContext, property: FieldDefinition['property']): FieldProperty {
  const parsed = Options.safeParse(property ?? {});
  if (!parsed.success) throw new VendorError('SingleSelectFieldPropertyError');
  const options = parsed.data.options.map(({ id, name, color }, place) => {
    const option = newOption(name, place, newId);
    return { id: id ?? option.id, name, color: color ?? option.color };
  });
  return { kind: 'options', options };
}

function linkFrom(
  { store, newId }: SandboxContext,
  type: number,
  property: FieldDefinition['property'],
): FieldProperty {
  const parsed = Link.safeParse(property);
  if (!parsed.success || !store.state.base.tables.has(parsed.data.table_id)) {
    throw new VendorError(type === 18 ? 'LinkFieldPropertyError' : 'DuplexLinkFieldPropertyError');
  }
  const { table_id, multiple } = parsed.data;
  return { kind: 'link', tableId: table_id, multiple, backFieldId: type === 21 ? newId('fld', 10) : null };
}

/** What makes the field on the other side of a new two-way link; nothing for other fields. */
export function backFieldOf(
  { store }: SandboxContext,
  table: { id: string; name: string },
  field: Field,
  definition: FieldDefinition | undefined,
): Change[] {
  const { property } = field;
  if (property.kind !== 'link' || property.backFieldId === null) return [];
  const other = store.state.base.tables.get(property.tableId);
  const wanted = Link.safeParse(definition?.property).data?.back_field_name ?? `${table.name}-${field.name}`;
  const isTaken =
    other?.fields.some(({ name }) => name === wanted) || (other?.id === table.id && wanted === field.name);
  if (isTaken) throw new VendorError('FieldNameDuplicated');
  const back: Field = {
    id: property.backFieldId,
    name: wanted,
    type: 21,
    uiType: 'DuplexLink',
    property: { kind: 'link', tableId: table.id, multiple: true, backFieldId: field.id },
  };
  return [{ kind: 'put_field', tableId: property.tableId, field: back }];
}
