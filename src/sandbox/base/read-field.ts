import type { Base, Field, FieldProperty, Table } from '../state/base-model.ts';

/** A field as the list shows it. */
export function readField(base: Base, table: Table, field: Field): object {
  return {
    field_id: field.id,
    field_name: field.name,
    is_hidden: false,
    is_primary: table.fields[0]?.id === field.id,
    property: readProperty(base, field.property),
    type: field.type,
    ui_type: field.uiType,
  };
}

function readProperty(base: Base, property: FieldProperty): object | null {
  switch (property.kind) {
    case 'plain':
      return property.value;
    case 'options':
      return { options: property.options };
    case 'link':
      return readLink(base, property);
  }
}

function readLink(
  base: Base,
  { tableId, multiple, backFieldId }: Extract<FieldProperty, { kind: 'link' }>,
): object {
  const target = base.tables.get(tableId);
  const link = { multiple, table_id: tableId, table_name: target?.name ?? '' };
  if (backFieldId === null) return link;
  const back = target?.fields.find(({ id }) => id === backFieldId);
  return { back_field_id: backFieldId, back_field_name: back?.name ?? '', ...link };
}
