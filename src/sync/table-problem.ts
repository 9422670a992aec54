import { z } from 'zod';

/** Field types as far as anybody needs to tell them apart. */
const FieldTypeName = z.enum([
  'text',
  'number',
  'select',
  'multi_select',
  'date',
  'checkbox',
  'user',
  'phone',
  'url',
  'attachment',
  'one_way_link',
  'two_way_link',
  'lookup',
  'formula',
  'other',
]);
export type FieldTypeName = z.infer<typeof FieldTypeName>;

const field = { table: z.string(), field: z.string() };

/** What keeps the two tables from being written to. Tables and fields carry the names that staff know. */
export const TableProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field_missing'), ...field, acceptedTypes: z.array(FieldTypeName).readonly() }),
  z.object({
    kind: z.literal('field_type'),
    ...field,
    acceptedTypes: z.array(FieldTypeName).readonly(),
    actualType: FieldTypeName,
  }),
  /** The link field leads to another table than the one it must lead to. */
  z.object({ kind: z.literal('link_target'), ...field, linkedTable: z.string() }),
  /** The link field takes only one record where it needs many. */
  z.object({ kind: z.literal('link_single'), ...field }),
]);
export type TableProblem = z.infer<typeof TableProblem>;
