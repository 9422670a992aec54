import { z } from 'zod';
import type { FieldKind } from '../../sync/ports.ts';
import type { FieldTypeName } from '../../sync/table-problem.ts';

/** A field as the field list describes it: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-field/guide */
export const TableField = z.object({
  field_id: z.string(),
  field_name: z.string(),
  type: z.number(),
  property: z
    .object({
      options: z.array(z.object({ name: z.string() })).nullish(),
      table_id: z.string().nullish(),
      multiple: z.boolean().nullish(),
      back_field_id: z.string().nullish(),
    })
    .nullish()
    // Of the fields that do not concern us, the property may be anything.
    .catch(null),
});
export type TableField = z.infer<typeof TableField>;

const typeNames: Readonly<Record<number, FieldTypeName>> = {
  1: 'text',
  2: 'number',
  3: 'select',
  4: 'multi_select',
  5: 'date',
  7: 'checkbox',
  11: 'user',
  13: 'phone',
  15: 'url',
  17: 'attachment',
  18: 'one_way_link',
  19: 'lookup',
  20: 'formula',
  21: 'two_way_link',
};

/** `other` for the many types that a sync has nothing to do with. */
export function typeNameOf(field: TableField): FieldTypeName {
  return typeNames[field.type] ?? 'other';
}

/**
 * Filled by Feishu itself: lookup, formula, times and people of creation and change, automatic number; and a button, which
 * holds nothing.
 */
const computedTypes: ReadonlySet<number> = new Set([19, 20, 1001, 1002, 1003, 1004, 1005, 3001]);

/** Whether people can put something into this field; of a type that nobody knows they may. */
export function canBeFilled({ type }: TableField): boolean {
  return !computedTypes.has(type);
}

/** The types that hold one value of their own. */
export const valueTypes = ['text', 'select', 'phone', 'number', 'date'] as const;
export type ValueType = (typeof valueTypes)[number];

/** What values of this field must look like; null for a type that holds no single value. */
export function fieldKindOf(field: TableField): FieldKind | null {
  const name = valueTypes.find((type) => type === typeNameOf(field));
  if (name === undefined) return null;
  if (name !== 'select') return { kind: name };
  return { kind: 'select', options: (field.property?.options ?? []).map((option) => option.name) };
}
