import { z } from 'zod';
import { answerOf } from '../calls/call.ts';
import type { BaseTable } from '../records/base-table.ts';
import { pathOf } from '../records/base-table.ts';
import { searchPage } from '../records/search-records.ts';
import { createRecords } from '../records/write-records.ts';
import { fieldNames } from '../tables/field-names.ts';
import { idFilter } from '../tables/id-filter.ts';

/**
 * Writes a record that belongs to nobody.
 * @param userId its 用户ID, of which there is no other
 * @param token a random UUIDv4
 * @returns its record id
 */
export async function writeProbe(learners: BaseTable, userId: string, token: string): Promise<string> {
  const [record] = answerOf(await createRecords(learners, [{ [fieldNames.userId]: userId }], token));
  return record?.recordId ?? '';
}

/** Whether search shows the record yet. */
export async function findsProbe(learners: BaseTable, userId: string): Promise<boolean> {
  const search = {
    ...{ fields: [fieldNames.userId], filter: idFilter([userId]) },
    ...{ pageSize: 1, pageToken: null },
  };
  return answerOf(await searchPage(learners, search)).records.length > 0;
}

/**
 * Takes it out again; may be repeated.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/delete
 */
export async function removeProbe(learners: BaseTable, recordId: string): Promise<void> {
  const result = await learners.calls.write({
    name: 'records delete',
    effect: 'update',
    send: (client, authorization) =>
      client.bitable.v1.appTableRecord.delete(
        { path: { ...pathOf(learners), record_id: recordId } },
        authorization,
      ),
    body: z.object({ data: z.object({}) }),
  });
  answerOf(result);
}
