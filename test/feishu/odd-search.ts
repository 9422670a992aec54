import type { IncomingMessage } from 'node:http';
import { json as parsed } from 'node:stream/consumers';
import { z } from 'zod';
import { type Answer, json } from './raw-server.ts';

/** What a server may do that no document rules out. */
export interface Oddities {
  /** What it says of how many rows match; undefined: nothing. */
  total(matching: number, rows: number): number | undefined;
  /** Of filters: looks inside values as documented, compares whole values, or refuses them with this code. */
  filters: 'inside' | 'whole' | number;
  /** More conditions are refused. */
  mostConditions: number;
  /** Refuses with this code whatever page is not the first, so many times. */
  pageTokens: { code: number; times: number };
  /** Every page says that it leads on to itself. */
  endless: boolean;
}

export const documented: Oddities = {
  total: (matching) => matching,
  filters: 'inside',
  mostConditions: 50,
  pageTokens: { code: 1254030, times: 0 },
  endless: false,
};

const Search = z.object({
  filter: z.object({ conditions: z.array(z.object({ value: z.array(z.string()) })) }).optional(),
});

export interface OddTable {
  answer: Answer;
  /** Searches so far: how many conditions and which page each had. */
  searches: { conditions: number; pageToken: string | null }[];
}

/** A table of rows that hold only a 用户ID, searched page by page. */
export function oddTable(userIds: readonly string[], over: Partial<Oddities> = {}): OddTable {
  const odd = { ...documented, ...over };
  const searches: OddTable['searches'] = [];
  let refusals = odd.pageTokens.times;

  async function search(request: IncomingMessage): Promise<Answer> {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const { filter } = Search.parse(await parsed(request));
    const ends = filter?.conditions.flatMap(({ value }) => value) ?? null;
    const pageToken = query.get('page_token');
    searches.push({ conditions: ends?.length ?? 0, pageToken });
    if (ends !== null && typeof odd.filters === 'number') return refused(odd.filters);
    if (ends !== null && ends.length > odd.mostConditions) return refused(1254107);
    if (pageToken !== null && refusals > 0) {
      refusals -= 1;
      return refused(odd.pageTokens.code);
    }
    const matching = userIds
      .map((userId, row) => ({
        record_id: `rec${row}`,
        fields: { 用户ID: [{ type: 'text', text: userId }] },
      }))
      .filter(({ record_id }) => ends === null || matches(userIds[Number(record_id.slice(3))] ?? '', ends));
    const from = Number(pageToken ?? 0);
    const to = from + Number(query.get('page_size'));
    const more = to < matching.length || odd.endless;
    return json({
      code: 0,
      data: {
        items: matching.slice(from, to),
        has_more: more,
        ...(more ? { page_token: String(odd.endless ? from : to) } : {}),
        total: odd.total(matching.length, userIds.length),
      },
    });
  }

  function matches(userId: string, ends: readonly string[]): boolean {
    return ends.some((end) => (odd.filters === 'whole' ? userId === end : userId.includes(end)));
  }

  return {
    searches,
    answer: (response, request) => void search(request).then((answer) => answer(response, request)),
  };
}

const refused = (code: number) => json({ code, msg: 'refused' });
