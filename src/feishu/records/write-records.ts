import { z } from 'zod';
import type { CallResult } from '../calls/call.ts';
import { type BaseTable, type Cells, CellsBody, pathOf } from './base-table.ts';

/** Creates echo the cells in the shape in which they were sent. */
const WrittenBody = z.object({
  data: z.object({ records: z.array(z.object({ record_id: z.string(), fields: CellsBody })) }),
});

/** RecordIdNotFound, and LinkFieldConvFail for a link to such a record. */
export const recordUnknown: ReadonlySet<number> = new Set([1254043, 1254067]);

/** Whether a refusal says that a record which is changed or linked to is not there, or not known everywhere yet. */
export function isRecordUnknown(feishuCode: number): boolean {
  return recordUnknown.has(feishuCode);
}

export interface WrittenRecord {
  recordId: string;
  cells: Cells;
}

/** By field name: text or a choice, a number or an instant in epoch milliseconds, linked record ids; null empties a cell. */
export type SentCells = Record<string, string | number | string[] | null>;

/** The types of the SDK do not know that null empties a cell. */
function forSdk(cells: SentCells): Record<string, string | number | string[]> {
  return cells as Record<string, string | number | string[]>;
}

/**
 * All rows or none, under a token that keeps Feishu from writing them twice.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_create
 */
export async function createRecords(
  table: BaseTable,
  rows: readonly SentCells[],
  clientToken: string,
): Promise<CallResult<WrittenRecord[]>> {
  const result = await table.calls.write({
    name: 'records batch_create',
    effect: 'create',
    send: (client, authorization) =>
      client.bitable.v1.appTableRecord.batchCreate(
        {
          path: pathOf(table),
          params: { client_token: clientToken },
          data: { records: rows.map((cells) => ({ fields: forSdk(cells) })) },
        },
        authorization,
      ),
    body: WrittenBody,
    endsWith: recordUnknown,
  });
  if (result.kind !== 'done') return result;
  const records = result.body.data.records.map(({ record_id, fields }) => ({
    recordId: record_id,
    cells: fields,
  }));
  return { kind: 'done', body: records };
}

export interface RecordChange {
  recordId: string;
  cells: SentCells;
}

/**
 * All rows or none; fields that are not named stay as they are.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_update
 */
export async function updateRecords(
  table: BaseTable,
  changes: readonly RecordChange[],
  effect: 'update' | 'once',
): Promise<CallResult<null>> {
  const result = await table.calls.write({
    name: 'records batch_update',
    effect,
    send: (client, authorization) =>
      client.bitable.v1.appTableRecord.batchUpdate(
        {
          path: pathOf(table),
          data: {
            records: changes.map(({ recordId, cells }) => ({ record_id: recordId, fields: forSdk(cells) })),
          },
        },
        authorization,
      ),
    // Nothing is read from the echo.
    body: z.object({ data: z.object({}) }),
    endsWith: recordUnknown,
  });
  return result.kind === 'done' ? { kind: 'done', body: null } : result;
}
