import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { baseDays } from '../../src/feishu/tables/base-days.ts';
import type { TableLayout } from '../../src/feishu/tables/check-tables.ts';
import { toExistingEnrollment, toWholeLearner, userIdOf } from '../../src/feishu/tables/existing-records.ts';
import { countRows, findRecords } from '../../src/feishu/tables/find-records.ts';
import type { LearnedAboutBase } from '../../src/sync/ports.ts';
import { nothingLearned } from '../../src/sync/run/run.ts';
import { documented, type Oddities, type OddTable, oddTable } from './odd-search.ts';
import { callRawServer } from './raw-server.ts';

const started: Awaited<ReturnType<typeof callRawServer>>[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

async function open(table: OddTable) {
  const server = await callRawServer([table.answer]);
  started.push(server);
  return { calls: server.calls, appToken: 'app1', tableId: 'tbl1' };
}

/** Looks for people in a table; says who was found, and what was learned. */
async function find(table: OddTable, wanted: readonly string[], given: Partial<LearnedAboutBase> = {}) {
  const userIds = new Set(wanted);
  const learned = { ...nothingLearned, ...given };
  const { records } = await findRecords({
    table: await open(table),
    userIds,
    fields: ['用户ID'],
    read: (record) => (userIds.has(userIdOf(record.cells)) ? userIdOf(record.cells) : null),
    learned,
    rowsLearned: 'learnerRows',
  });
  return { found: records.sort(), learned };
}

const userId = (n: number) => `u_65a1b2c3d4e5f_${String(n).padStart(10, '0')}`;
const people = (count: number, from = 0) => Array.from({ length: count }, (_, n) => userId(from + n));
const byFilter = { learnerRows: 1_000_000 };
const byScan = { learnerRows: 0 };

const totals: [string, Oddities['total']][] = [
  ['right', documented.total],
  ['missing', () => undefined],
  ['nothing', () => 0],
  ['too much', (matching) => matching + 7],
  ['that of the whole table', (_, rows) => rows],
];

describe('whatever the server does that no document rules out, everybody is found', () => {
  const oddities = fc.record({
    total: fc.constantFrom(...totals.map(([, total]) => total)),
    filters: fc.constantFrom<Oddities['filters']>('inside', 'whole', 1254018, 1254010, 4242),
    mostConditions: fc.constantFrom(50, 10, 1),
    pageTokens: fc.record({ code: fc.constantFrom(1254030, 1254002), times: fc.constantFrom(0, 1, 3) }),
  });
  const rows = fc.constantFrom(0, 1, 40, 501, 1_200);
  const wantedFrom = fc.constantFrom(0, 490, 5_000);

  it.each([
    ['by filter', byFilter],
    ['by scan', byScan],
    ['by the way that seems cheaper', {}],
  ])('%s', async (_, given) => {
    await fc.assert(
      fc.asyncProperty(oddities, rows, wantedFrom, async (odd, count, from) => {
        const there = people(count);
        const wanted = people(30, from);
        const { found } = await find(oddTable(there, odd), wanted, given);
        expect(found).toEqual(wanted.filter((id) => there.includes(id)));
        for (const server of started.splice(0)) await server.close();
      }),
      { numRuns: 25 },
    );
  });
});

describe('how many rows match', () => {
  it.each(totals)('%s: no more than two readings', async (_, total) => {
    const table = oddTable(people(1_200), { total });
    const { learned } = await find(table, people(1_200), byScan);
    expect(table.searches.length).toBeLessThanOrEqual(6);
    expect(learned.learnerRows).toBe(1_200);
  });

  it('as expected: one reading', async () => {
    const table = oddTable(people(1_200));
    await find(table, people(1_200), byScan);
    expect(table.searches).toHaveLength(3);
  });

  it('unsaid, on a page that is the only one: one reading', async () => {
    const table = oddTable(people(100), { total: () => undefined });
    await find(table, people(100), byScan);
    expect(table.searches).toHaveLength(1);
  });

  it.each(totals)('%s: a table with rows is not taken for empty', async (_, total) => {
    expect(await countRows(await open(oddTable(people(3), { total })))).toBeGreaterThan(0);
  });
});

describe('a filter that is refused', () => {
  it.each([1254018, 1254107, 1254030, 1254000, 1254010, 1254045, 99992402, 4242])(
    'with %i however short gives way to a scan',
    async (code) => {
      const table = oddTable(people(60), { filters: code });
      const { found, learned } = await find(table, people(30), byFilter);
      expect(found).toEqual(people(30));
      expect(learned.filtersWork).toBe(false);
      expect(table.searches.at(-1)).toEqual({ conditions: 0, pageToken: null });
    },
  );

  it('for its length is halved, and so are all after it', async () => {
    const table = oddTable(people(60), { mostConditions: 10 });
    const { found, learned } = await find(table, people(60), byFilter);
    expect(found).toEqual(people(60));
    expect(learned).toMatchObject({ filterConditions: 6, filtersWork: true });
  });

  it('does not hide what is wrong with the table itself', async () => {
    const table = oddTable(people(60), { filters: 91403 });
    await expect(find(table, people(30), byFilter)).rejects.toMatchObject({ code: 'not_collaborator' });
  });
});

describe('filters are believed', () => {
  const strangers = people(20, 5_000);

  it('only after one of them has found somebody who is there', async () => {
    const table = oddTable(people(600), { filters: 'whole' });
    const { found, learned } = await find(table, people(20), byFilter);
    expect(found).toEqual(people(20));
    expect(learned.filtersWork).toBe(false);
  });

  it('for finding one of the wanted, which costs nothing', async () => {
    const table = oddTable(people(600));
    const { learned } = await find(table, people(20), byFilter);
    expect(learned.filtersWork).toBe(true);
    expect(table.searches).toHaveLength(1);
  });

  it('for finding somebody else, where none of the wanted is there: two calls more, once', async () => {
    const table = oddTable(people(600));
    const { learned } = await find(table, strangers, byFilter);
    expect(learned.filtersWork).toBe(true);
    expect(table.searches.map(({ conditions }) => conditions)).toEqual([20, 0, 1]);
    await find(table, strangers, learned);
    expect(table.searches).toHaveLength(4);
  });

  it('not for an id that they look for as a whole', async () => {
    const short = people(600).map((id) => id.slice(-15));
    const table = oddTable(short, { filters: 'whole' });
    const { found, learned } = await find(table, short.slice(0, 20), byFilter);
    expect(found).toEqual(short.slice(0, 20));
    expect(learned.filtersWork).toBe(false);
  });

  it('in a table without rows, where they cannot miss anybody', async () => {
    const table = oddTable([], { filters: 'whole' });
    const { found, learned } = await find(table, strangers, byFilter);
    expect(found).toEqual([]);
    expect(learned.filtersWork).toBeNull();
  });

  it('never again in this sync once they have failed', async () => {
    const table = oddTable(people(600), { filters: 'whole' });
    const { learned } = await find(table, people(20), byFilter);
    const before = table.searches.length;
    await find(table, people(20), { ...learned, learnerRows: 1_000_000 });
    expect(table.searches.slice(before).every(({ conditions }) => conditions === 0)).toBe(true);
  });
});

describe('a page token that has run out', () => {
  it.each([1254030, 1254002])('(%i) starts the reading anew', async (code) => {
    const table = oddTable(people(1_200), { pageTokens: { code, times: code === 1254002 ? 2 : 1 } });
    const { found } = await find(table, people(1_200), byScan);
    expect(found).toEqual(people(1_200));
    expect(table.searches.filter(({ pageToken }) => pageToken === null)).toHaveLength(2);
  });

  it.each([1254030, 1254002])('(%i) again and again ends the sync, not the other way round', async (code) => {
    const table = oddTable(people(1_200), { pageTokens: { code, times: Number.POSITIVE_INFINITY } });
    await expect(find(table, people(1_200), byScan)).rejects.toMatchObject({ code: 'feishu_refused' });
    expect(table.searches.length).toBeLessThan(40);
  });

  it('a page that only leads to itself ends the sync too', async () => {
    const table = oddTable(people(10), { endless: true });
    await expect(find(table, people(10), byScan)).rejects.toMatchObject({
      code: 'feishu_answer_unreadable',
      details: { call: 'records search', field: 'data.page_token' },
    });
    expect(table.searches.length).toBeLessThan(10);
  });
});

const days = baseDays('Asia/Shanghai', [], 0);
const layout: TableLayout = {
  learnerFields: [{ key: 'nickname', name: '昵称', kind: { kind: 'text' } }],
  enrollmentFields: [],
  course: { kind: 'text' },
  linkIsTwoWay: false,
  backLinkName: null,
  notOthers: { learner: new Set(['用户ID', '昵称', '创建时间']), enrollment: new Set() },
};

it('a record that does not say when it was created has no age', () => {
  const record = { recordId: 'rec1', cells: {}, createdAt: null };
  expect(toExistingEnrollment(record, layout, days).createdAt).toBeNull();
});

it('a cell under a name that nobody has checked, as after a field was renamed, is filled by somebody else', () => {
  const cells = { 用户ID: 'u_1', 学员昵称: '甲', 备注: '', 创建时间: 1_779_242_400_000 };
  const { fields, othersFilled } = toWholeLearner({ recordId: 'rec1', cells, createdAt: null }, layout, days);
  expect({ fields, othersFilled }).toEqual({ fields: { nickname: '' }, othersFilled: ['学员昵称'] });
});
