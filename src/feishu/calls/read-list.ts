import type { Client } from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type Authorization, answerOf, type Calls } from './call.ts';

/** A list that Feishu hands out page by page. */
export interface PagedList<Item> {
  /** For the log. */
  name: string;
  item: z.ZodType<Item>;
  /** @param page empty for the first page */
  send(client: Client, authorization: Authorization | undefined, page: ListPage): Promise<unknown>;
}

export type ListPage = { page_token?: string };

/** The pages of a list, as long as somebody asks for the next. */
export async function* listPages<Item>(
  calls: Calls,
  { name, item, send }: PagedList<Item>,
): AsyncGenerator<Item[]> {
  const body = bodyOf(item);
  let pageToken: string | null = null;
  do {
    const page: ListPage = pageToken === null ? {} : { page_token: pageToken };
    const result = await calls.read({ name, body, send: (client, auth) => send(client, auth, page) });
    const { items, next } = answerOf(result).data;
    // Otherwise a server that does not know pages would be asked for ever.
    if (next !== null && next === pageToken)
      throw new AppError('feishu_answer_unreadable', { details: { call: name, field: 'data.page_token' } });
    pageToken = next;
    yield items;
  } while (pageToken !== null);
}

/** All items of a list. */
export async function readList<Item>(calls: Calls, list: PagedList<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of listPages(calls, list)) items.push(...page);
  return items;
}

/** A page token may come with the last page too: only `has_more` says whether there is another. */
function bodyOf<Item>(item: z.ZodType<Item>): z.ZodType<{ data: { items: Item[]; next: string | null } }> {
  return z.object({
    data: z
      .object({
        items: z.array(item).nullish(),
        has_more: z.boolean().nullish(),
        page_token: z.string().nullish(),
      })
      .refine((page) => !page.has_more || page.page_token, { path: ['page_token'] })
      .transform((page) => ({
        items: page.items ?? [],
        next: page.has_more ? (page.page_token ?? null) : null,
      })),
  });
}
