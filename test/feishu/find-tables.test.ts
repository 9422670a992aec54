import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { Calls } from '../../src/feishu/calls/call.ts';
import { createFindTables, type LastPlace } from '../../src/feishu/tables/find-tables.ts';

const configured = { baseReference: 'app1', learnerTable: '学员总表', enrollmentTable: '学习记录表' };
const place = { appToken: 'app1', learnerTableId: 'tblL', enrollmentTableId: 'tblE' };
const formerly = { ...place, learnerTableId: 'tblFormer' };

/** Feishu with these two tables, and what was asked of it. */
function platform({ refuses = () => false }: { refuses?: (name: string) => boolean } = {}) {
  const listed = [
    { table_id: place.learnerTableId, name: '学员总表' },
    { table_id: place.enrollmentTableId, name: '学习记录表' },
  ];
  const answers: Readonly<Record<string, object>> = {
    'tables list': { data: { items: listed } },
    'app get': { data: { app: { name: '', time_zone: 'Asia/Shanghai' } } },
    'fields list': { data: { items: [] } },
  };
  const asked: string[] = [];
  let underWay = 0;
  let atOnce = 0;
  const calls: Calls = {
    async read({ name, body }) {
      asked.push(name);
      underWay += 1;
      atOnce = Math.max(atOnce, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      if (refuses(name)) throw new AppError('feishu_refused');
      return { kind: 'done', body: body.parse(answers[name]) };
    },
    write: () => expect.unreachable(),
  };
  return { calls, asked, atOnce: () => atOnce };
}

const described = ['app get', 'fields list', 'fields list'];

describe('the tables of a sync', () => {
  it('seen for the first time are looked up, and then described at once', async () => {
    const { calls, asked, atOnce } = platform();
    const last: LastPlace = { place: null };
    const tables = createFindTables(calls, configured, last);
    expect(await tables.find(configured)).toEqual(place);
    expect(asked).toEqual(['tables list']);
    expect(await tables.describe()).toMatchObject({ place, description: { learners: { id: 'tblL' } } });
    expect(asked.slice(1).sort()).toEqual(described);
    expect([atOnce(), last.place]).toEqual([3, place]);
  });

  it('where they stood last are described while they are looked up', async () => {
    const { calls, asked, atOnce } = platform();
    const tables = createFindTables(calls, configured, { place });
    await tables.find(configured);
    expect([...asked].sort()).toEqual([...described, 'tables list']);
    expect(atOnce()).toBe(4);
    await tables.describe();
    expect(asked).toHaveLength(4);
  });

  it('are those that have the names now', async () => {
    const { calls, asked } = platform();
    const tables = createFindTables(calls, configured, { place: formerly });
    expect(await tables.find(configured)).toEqual(place);
    expect(await tables.describe()).toMatchObject({ place, description: { learners: { id: 'tblL' } } });
    expect(asked).toHaveLength(7);
  });

  it('can be looked up and described before anybody needs them', async () => {
    const { calls, asked, atOnce } = platform();
    const tables = createFindTables(calls, configured, { place });
    const ahead = tables.lookAhead();
    expect(await tables.find(configured)).toEqual(place);
    expect(await tables.describe()).toMatchObject({ place });
    await ahead;
    expect([...asked].sort()).toEqual([...described, 'tables list']);
    expect(atOnce()).toBe(4);
  });

  it('that cannot be looked up ahead disturb only whoever needs them', async () => {
    const { calls, asked } = platform({ refuses: (name) => name === 'tables list' });
    const tables = createFindTables(calls, configured, { place });
    await tables.lookAhead();
    await expect(tables.find(configured)).rejects.toMatchObject({ code: 'feishu_refused' });
    expect(asked).toHaveLength(4);
  });

  it('are described anew whenever somebody asks again', async () => {
    const { calls, asked } = platform();
    const tables = createFindTables(calls, configured, { place });
    await tables.find(configured);
    await tables.describe();
    await tables.describe();
    expect(asked).toHaveLength(7);
  });

  it('that cannot be described are found all the same; whoever needs the description learns why', async () => {
    const { calls } = platform({ refuses: (name) => name === 'fields list' });
    const tables = createFindTables(calls, configured, { place });
    expect(await tables.find(configured)).toEqual(place);
    await expect(tables.describe()).rejects.toMatchObject({ code: 'feishu_refused' });
  });

  it('leave no call behind when they are not found', async () => {
    const { calls, asked } = platform({ refuses: (name) => name === 'tables list' });
    const tables = createFindTables(calls, configured, { place });
    await expect(tables.find(configured)).rejects.toMatchObject({ code: 'feishu_refused' });
    expect(asked).toHaveLength(4);
  });
});
