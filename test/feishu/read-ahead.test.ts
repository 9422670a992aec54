import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { Calls } from '../../src/feishu/calls/call.ts';
import type { Search } from '../../src/feishu/records/search-records.ts';
import { createReadAhead } from '../../src/feishu/tables/read-ahead.ts';

const first: Search = { fields: ['用户ID'], pageSize: 500, pageToken: null };

/** A table that answers each search with a new record, unless it fails. */
function world() {
  let now = 0;
  let searches = 0;
  let fails = false;
  const calls: Calls = {
    async read({ body }) {
      searches += 1;
      if (fails) throw new AppError('feishu_unreachable');
      const items = [{ record_id: `rec${searches}`, fields: {} }];
      return { kind: 'done', body: body.parse({ data: { items, has_more: false } }) };
    },
    write: () => expect.unreachable(),
  };
  const table = { calls, appToken: 'app1', tableId: 'tbl1' };
  const ahead = createReadAhead({ monotonic: () => now });
  const read = async (search: Search, of = table) => {
    const result = await ahead.searchPage(of, search);
    return result.kind === 'done' ? result.body.records.map(({ recordId }) => recordId) : [];
  };
  return {
    ...{ table, ahead, read },
    searches: () => searches,
    pass: (ms: number) => {
      now += ms;
    },
    fail: (failing: boolean) => {
      fails = failing;
    },
  };
}

describe('a page that was asked for ahead', () => {
  it('costs no further call when it is wanted', async () => {
    const { ahead, table, read, searches } = world();
    await ahead.begin(table, first);
    expect(await read(first)).toEqual(['rec1']);
    expect(searches()).toBe(1);
  });

  it('is good for one use: whoever reads once more wants what is there now', async () => {
    const { ahead, table, read } = world();
    await ahead.begin(table, first);
    await read(first);
    expect(await read(first)).toEqual(['rec2']);
  });

  const others: [string, Search][] = [
    ['other fields', { ...first, fields: ['用户ID', '城市'] }],
    ['a later page', { ...first, pageToken: 'next' }],
    ['smaller pages', { ...first, pageSize: 250 }],
    ['a filter', { ...first, filter: { conjunction: 'or', conditions: [] } }],
  ];
  it.each(others)('is no answer to whoever wants %s', async (_, search) => {
    const { ahead, table, read } = world();
    await ahead.begin(table, first);
    expect(await read(search)).toEqual(['rec2']);
  });

  it('is no answer about another table', async () => {
    const { ahead, table, read } = world();
    await ahead.begin(table, first);
    expect(await read(first, { ...table, tableId: 'tbl2' })).toEqual(['rec2']);
  });

  it('is not taken for news when other calls took long', async () => {
    const { ahead, table, read, pass } = world();
    await ahead.begin(table, first);
    pass(2_000);
    expect(await read(first)).toEqual(['rec2']);
  });

  it('is not asked for twice, unless the first has become old', async () => {
    const { ahead, table, searches, pass } = world();
    await Promise.all([ahead.begin(table, first), ahead.begin(table, first)]);
    expect(searches()).toBe(1);
    pass(2_000);
    await ahead.begin(table, first);
    expect(searches()).toBe(2);
  });

  it('is not asked for any more once the table is being read', async () => {
    const { ahead, table, read, searches } = world();
    await read(first);
    await ahead.begin(table, first);
    expect(searches()).toBe(1);
  });

  it('that failed says so to whoever wants it, and to nobody else', async () => {
    const { ahead, table, read, fail } = world();
    fail(true);
    await ahead.begin(table, first);
    fail(false);
    await expect(read(first)).rejects.toMatchObject({ code: 'feishu_unreachable' });
    expect(await read(first)).toEqual(['rec2']);
  });
});
