import { z } from 'zod';
import { Color, common, HorizontalAlign, TextSize, VerticalAlign } from './card-values.ts';

/** A whole number of this unit, within these bounds. */
const measure = (unit: 'px' | '%', least: number, most: number) =>
  z.string().refine((text) => {
    const value = Number(new RegExp(`^(\\d+)${unit}$`).exec(text)?.[1]);
    return value >= least && value <= most;
  }, `from ${least}${unit} to ${most}${unit}`);

const RowHeight = z.union([z.enum(['low', 'middle', 'high', 'auto']), measure('px', 32, 124)]);
const ColumnWidth = z.union([z.literal('auto'), measure('px', 80, 600), measure('%', 1, 100)]);
const text = z.string();
const options = z.array(z.strictObject({ text: z.string(), color: Color.optional() }));

/** What a cell of each kind of column holds. */
const cells = {
  text,
  lark_md: text,
  markdown: text,
  options: z.union([text, options]),
  number: z.number(),
  persons: z.union([text, z.array(text)]),
  /** Epoch milliseconds. */
  date: z.number(),
};
const CellKind = z.object(cells).keyof();
export type CellKind = z.infer<typeof CellKind>;

/** Cells that are rendered as markdown. */
export const markdownCells: readonly CellKind[] = ['lark_md', 'markdown'];

/** True for a value that a column of this kind can show. */
export function fitsCell(kind: CellKind, value: unknown): boolean {
  return cells[kind].safeParse(value).success;
}

const Column = z.strictObject({
  name: z.string().min(1),
  display_name: z.string().optional(),
  data_type: CellKind,
  width: ColumnWidth.optional(),
  horizontal_align: HorizontalAlign.optional(),
  vertical_align: VerticalAlign.optional(),
  format: z
    .strictObject({
      precision: z.int().min(0).max(10).optional(),
      symbol: z.string().optional(),
      separator: z.boolean().optional(),
    })
    .optional(),
  date_format: z.string().optional(),
});

/** A table (https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/table); its rows are checked by themselves. */
export const TableShape = z.strictObject({
  tag: z.literal('table'),
  ...common,
  page_size: z.int().min(1).max(10).optional(),
  row_height: RowHeight.optional(),
  row_max_height: measure('px', 32, 999).optional(),
  freeze_first_column: z.boolean().optional(),
  header_style: z
    .strictObject({
      text_align: HorizontalAlign.optional(),
      text_size: TextSize.optional(),
      background_style: z.enum(['none', 'grey']).optional(),
      text_color: Color.optional(),
      bold: z.boolean().optional(),
      lines: z.int().positive().optional(),
    })
    .optional(),
  columns: z.array(Column).min(1),
  rows: z.unknown(),
});

/** Cells by the names of their columns. */
export const TableRows = z.array(z.record(z.string(), z.unknown()));
