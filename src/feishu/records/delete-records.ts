import { z } from 'zod';
import type { CallResult } from '../calls/call.ts';
import { type BaseTable, pathOf } from './base-table.ts';
import { recordUnknown } from './write-records.ts';

const DeletedBody = z.object({
  data: z.object({ records: z.array(z.object({ record_id: z.string(), deleted: z.boolean() })) }),
});

/**
 * Deletes records, at most 500. Sent once: whether they may be deleted was checked right before.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_delete
 * @returns the ids of those that Feishu says it has deleted
 */
export async function deleteRecords(
  table: BaseTable,
  recordIds: readonly string[],
): Promise<CallResult<ReadonlySet<string>>> {
  const result = await table.calls.write({
    name: 'records batch_delete',
    effect: 'once',
    send: (client, authorization) =>
      client.bitable.v1.appTableRecord.batchDelete(
        { path: pathOf(table), data: { records: [...recordIds] } },
        authorization,
      ),
    body: DeletedBody,
    endsWith: recordUnknown,
  });
  if (result.kind !== 'done') return result;
  const deleted = result.body.data.records.filter((record) => record.deleted);
  return { kind: 'done', body: new Set(deleted.map(({ record_id }) => record_id)) };
}
