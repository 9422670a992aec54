import { z } from 'zod';
import { answerOf } from '../calls/call.ts';
import { readList } from '../calls/read-list.ts';
import type { BaseTable } from '../records/base-table.ts';
import { pathOf } from '../records/base-table.ts';

const pageSize = 100;

/**
 * The names of the views of a table that the app may see.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-view/list
 */
export async function listViewNames(table: BaseTable): Promise<string[]> {
  const views = await readList(table.calls, {
    name: 'views list',
    item: z.object({ view_name: z.string() }),
    send: (client, authorization, page) =>
      client.bitable.v1.appTableView.list(
        { path: pathOf(table), params: { page_size: pageSize, ...page } },
        authorization,
      ),
  });
  return views.map(({ view_name }) => view_name);
}

/**
 * A grid view of the rows whose day in a field lies within the last 30 days.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-view/create and `patch`
 */
export async function createRecentView(table: BaseTable, name: string, fieldId: string): Promise<void> {
  const created = await table.calls.write({
    name: 'views create',
    effect: 'create',
    send: (client, authorization) =>
      client.bitable.v1.appTableView.create(
        { path: pathOf(table), data: { view_name: name, view_type: 'grid' } },
        authorization,
      ),
    body: z.object({ data: z.object({ view: z.object({ view_id: z.string() }) }) }),
  });
  const viewId = answerOf(created).data.view.view_id;
  const value = JSON.stringify(['TheLastMonth']);
  const conditions = [{ field_id: fieldId, operator: 'is' as const, value }];
  const filtered = await table.calls.write({
    name: 'views patch',
    effect: 'update',
    send: (client, authorization) =>
      client.bitable.v1.appTableView.patch(
        {
          path: { ...pathOf(table), view_id: viewId },
          data: { property: { filter_info: { conjunction: 'and', conditions } } },
        },
        authorization,
      ),
    body: z.object({}),
  });
  answerOf(filtered);
}
