import { z } from 'zod';
import { answerOf, type Calls } from '../calls/call.ts';
import type { BaseAccess } from '../tables/describe-base.ts';

export interface NewBase {
  appToken: string;
  /** Where people open it. */
  url: string;
  /** The blank table that Feishu puts into every new Base. */
  blankTableId: string;
}

const BaseBody = z.object({
  data: z.object({
    app: z.object({ app_token: z.string(), url: z.string(), default_table_id: z.string() }),
  }),
});

/**
 * A new Base in the folder of the app, which owns it. Feishu knows no token that would keep a repeated call from making a
 * second one, so nothing is repeated that may have been carried out.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app/create
 * @param timeZone IANA name
 * @throws AppError `feishu_refused` also where it may have been made, what the calls say otherwise
 */
export async function createBase(calls: Calls, name: string, timeZone: string): Promise<NewBase> {
  const result = await calls.write({
    name: 'app create',
    effect: 'create',
    send: (client, authorization) =>
      client.bitable.v1.app.create({ data: { name, time_zone: timeZone } }, authorization),
    body: BaseBody,
  });
  const { app } = answerOf(result).data;
  return { appToken: app.app_token, url: app.url, blankTableId: app.default_table_id };
}

/**
 * Takes the blank table out of a Base that was just made.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table/delete
 */
export async function removeBlankTable({ calls, appToken }: BaseAccess, { blankTableId }: NewBase) {
  await calls.write({
    name: 'tables delete',
    effect: 'update',
    send: (client, authorization) =>
      client.bitable.v1.appTable.delete(
        { path: { app_token: appToken, table_id: blankTableId } },
        authorization,
      ),
    body: z.object({}),
  });
}
