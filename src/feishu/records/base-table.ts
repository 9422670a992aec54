import { z } from 'zod';
import type { Calls } from '../calls/call.ts';

/** A table of a Base, and the way to it. */
export interface BaseTable {
  calls: Calls;
  appToken: string;
  tableId: string;
}

/** A record as search and batch_get return it, its cells still in Feishu's shapes. */
export interface BaseRecord {
  recordId: string;
  cells: Cells;
  /** Epoch milliseconds; null where Feishu does not say. */
  createdAt: number | null;
  /** Id of a person or app, where Feishu says it. */
  createdBy?: string | undefined;
}

export type Cells = Readonly<Record<string, unknown>>;

/** What is in the cells is looked at one by one where they are read: to copy those of a thousand records takes a while. */
export const CellsBody = z
  .custom<Cells>((cells) => typeof cells === 'object' && cells !== null && !Array.isArray(cells))
  .nullish()
  .transform((cells): Cells => cells ?? {});

/** With `automatic_fields` time and author are asked for, but no document promises them. */
export const RecordBody = z
  .object({
    record_id: z.string(),
    fields: CellsBody,
    created_time: z.number().nullish().catch(null),
    created_by: z.object({ id: z.string() }).optional().catch(undefined),
  })
  .transform(
    (record): BaseRecord => ({
      recordId: record.record_id,
      cells: record.fields,
      createdAt: record.created_time ?? null,
      createdBy: record.created_by?.id,
    }),
  );

/** The path parameters of every call about the table. */
export function pathOf({ appToken, tableId }: BaseTable): { app_token: string; table_id: string } {
  return { app_token: appToken, table_id: tableId };
}
