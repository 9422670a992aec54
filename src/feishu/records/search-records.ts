import { z } from 'zod';
import type { ReadResult } from '../calls/call.ts';
import { type BaseRecord, type BaseTable, pathOf, RecordBody } from './base-table.ts';

/** Rows that meet one of the conditions: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/record-filter-guide */
export interface AnyOf {
  conjunction: 'or';
  conditions: { field_name: string; operator: 'contains'; value: string[] }[];
}

/** Rows whose date lies after a day, which stands as an instant of it in epoch milliseconds. */
export interface After {
  conjunction: 'and';
  conditions: [{ field_name: string; operator: 'isGreater'; value: ['ExactDate', string] }];
}

export type Filter = AnyOf | After;

export interface Search {
  fields: readonly string[];
  filter?: Filter;
  sort?: { field_name: string; desc: boolean }[];
  pageSize: number;
  /** From the page before; null for the first. */
  pageToken: string | null;
}

export interface Page {
  records: BaseRecord[];
  /** Rows that match, on all pages, as Feishu says: a hint that may be wrong, or of the whole table; null if it says nothing. */
  total: number | null;
  nextPageToken: string | null;
}

/** Only `has_more` says whether there is another page; a page token may come with the last one too. */
const SearchBody = z.object({
  data: z
    .object({
      items: z.array(RecordBody).nullish(),
      total: z.number().nullish().catch(null),
      has_more: z.boolean(),
      page_token: z.string().nullish(),
    })
    .refine((page) => !page.has_more || page.page_token, { path: ['page_token'] })
    .transform(
      (page): Page => ({
        records: page.items ?? [],
        total: page.total ?? null,
        nextPageToken: page.has_more ? (page.page_token ?? null) : null,
      }),
    ),
});

/** Fail: of a page token it says that it has run out. */
const tokenRunOut: ReadonlySet<number> = new Set([1254002]);

export type SearchPage = (table: BaseTable, search: Search) => Promise<ReadResult<Page>>;

/**
 * One page of the rows that match. Ends as refused where Feishu does not know the page token any more, or says so in
 * words that could mean something else too: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/search
 */
export async function searchPage(table: BaseTable, search: Search): Promise<ReadResult<Page>> {
  const result = await table.calls.read({
    name: 'records search',
    send: (client, authorization) =>
      client.bitable.v1.appTableRecord.search(
        {
          path: pathOf(table),
          params: { page_size: search.pageSize, page_token: search.pageToken ?? undefined },
          data: {
            field_names: [...search.fields],
            filter: search.filter,
            sort: search.sort,
            automatic_fields: true,
          },
        },
        authorization,
      ),
    body: SearchBody,
    ...(search.pageToken === null ? {} : { endsWith: tokenRunOut }),
  });
  return result.kind === 'done' ? { kind: 'done', body: result.body.data } : result;
}
