import { z } from 'zod';
import { answerOf } from '../calls/call.ts';
import { type BaseRecord, type BaseTable, pathOf, RecordBody } from './base-table.ts';

const GetBody = z.object({
  data: z.object({
    records: z.array(RecordBody).nullish(),
    absent_record_ids: z.array(z.string()).nullish(),
    forbidden_record_ids: z.array(z.string()).nullish(),
  }),
});

export interface GotRecords {
  records: BaseRecord[];
  absent: string[];
  forbidden: string[];
}

/** The most that batch_get takes. */
const idsPerGet = 100;

/**
 * Records by id, past search. An id that the answer does not mention counts as forbidden: nobody has said that it is gone.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_get
 */
export async function getRecords(table: BaseTable, recordIds: readonly string[]): Promise<GotRecords> {
  const ids = [...new Set(recordIds)];
  const got: GotRecords = { records: [], absent: [], forbidden: [] };
  for (let from = 0; from < ids.length; from += idsPerGet) {
    const asked = ids.slice(from, from + idsPerGet);
    const { data } = await getBatch(table, asked);
    const records = data.records ?? [];
    const absent = data.absent_record_ids ?? [];
    const answered = new Set([...records.map(({ recordId }) => recordId), ...absent]);
    got.records.push(...records);
    got.absent.push(...absent);
    got.forbidden.push(...asked.filter((id) => !answered.has(id)));
  }
  return got;
}

async function getBatch(table: BaseTable, recordIds: string[]): Promise<z.infer<typeof GetBody>> {
  const result = await table.calls.read({
    name: 'records batch_get',
    send: (client, authorization) =>
      client.bitable.v1.appTableRecord.batchGet(
        { path: pathOf(table), data: { record_ids: recordIds, automatic_fields: true } },
        authorization,
      ),
    body: GetBody,
  });
  return answerOf(result);
}
