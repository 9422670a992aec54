import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
let ids: string[];
beforeEach(async () => {
  test = await startTestSandbox();
  ids = await test.create(test.learners, [{ 用户ID: 'a' }, { 用户ID: 'b' }, { 用户ID: 'c' }]);
  test.pass(60_000);
});
afterEach(() => test.sandbox.close());

const set = (settings: object) => test.control('PATCH', '/settings', settings);
const textOf = (record: unknown, name: string) =>
  property(list(property(property(record, 'fields'), name))[0], 'text');

async function searched(): Promise<unknown[]> {
  const { data } = await test.call('POST', `${test.learners}/records/search`, {});
  return list(data.items).map((item) => textOf(item, '用户ID'));
}

async function readById(): Promise<unknown[]> {
  const { data } = await test.call('POST', `${test.learners}/records/batch_get`, { record_ids: ids });
  return list(data.records).map((record) => textOf(record, '用户ID'));
}

async function change(): Promise<void> {
  const [first = '', second = ''] = ids;
  await test.call('PUT', `${test.learners}/records/${first}`, { fields: { 用户ID: 'A' } });
  await test.call('DELETE', `${test.learners}/records/${second}`);
  await test.create(test.learners, [{ 用户ID: 'd' }]);
}

describe('a replica that is behind', () => {
  it('shows in a search changed, deleted and new records as they were', async () => {
    await set({ searchLagMs: 10_000, lagCovers: 'all_changes' });
    await change();
    expect(await searched()).toEqual(['a', 'b', 'c']);
    expect(await readById()).toEqual(['A', 'c']);
    test.pass(10_000);
    expect(await searched()).toEqual(['A', 'c', 'd']);
  });

  it('shows by id changed and deleted records as they were', async () => {
    await set({ idLagMs: 10_000, lagCovers: 'all_changes' });
    await change();
    expect(await readById()).toEqual(['a', 'b', 'c']);
    expect(await searched()).toEqual(['A', 'c', 'd']);
    test.pass(10_000);
    expect(await readById()).toEqual(['A', 'c']);
  });

  it('shows each of several changes in its turn', async () => {
    await set({ searchLagMs: 10_000, lagCovers: 'all_changes' });
    const [first = ''] = ids;
    const rename = (userId: string) =>
      test.call('PUT', `${test.learners}/records/${first}`, { fields: { 用户ID: userId } });
    await rename('A');
    test.pass(4000);
    await rename('AA');
    test.pass(6000);
    expect(await searched()).toEqual(['A', 'b', 'c']);
    test.pass(4000);
    expect(await searched()).toEqual(['AA', 'b', 'c']);
  });

  it('filters by the cells it shows', async () => {
    await set({ searchLagMs: 10_000, lagCovers: 'all_changes' });
    await change();
    const conditions = [{ field_name: '用户ID', operator: 'is', value: ['a'] }];
    const { data } = await test.call('POST', `${test.learners}/records/search`, {
      filter: { conjunction: 'and', conditions },
    });
    expect(data.total).toBe(1);
  });

  it('shows the other side of a link as it was', async () => {
    await set({ idLagMs: 10_000, lagCovers: 'all_changes' });
    const [learner = ''] = ids;
    await test.create(test.enrollments, [{ 关联到学员总表: [learner] }]);
    const links = async () => property(await test.fieldsOf(test.learners, learner), '学习记录');
    expect(await links()).toEqual({});
    test.pass(10_000);
    expect(await links()).toMatchObject({ link_record_ids: [expect.any(String)] });
  });

  it.each(['PUT', 'DELETE'])('does not know a new record for %s', async (method) => {
    await set({ idLagMs: 10_000, lagCovers: 'all_changes' });
    const [id = ''] = await test.create(test.learners, [{ 用户ID: 'd' }]);
    const body = method === 'PUT' ? { fields: { 用户ID: 'D' } } : undefined;
    const call = () => test.call(method, `${test.learners}/records/${id}`, body);
    expect(await call()).toMatchObject({ code: 1254043 });
    test.pass(10_000);
    expect(await call()).toMatchObject({ code: 0 });
  });
});

describe('a replica that lacks only new records', () => {
  it('shows changes and deletes at once', async () => {
    await set({ searchLagMs: 10_000, idLagMs: 10_000 });
    await change();
    expect(await searched()).toEqual(['A', 'c']);
    expect(await readById()).toEqual(['A', 'c']);
    test.pass(10_000);
    expect(await searched()).toEqual(['A', 'c', 'd']);
  });
});

describe('several replicas', () => {
  it('take turns, those of search and those of reads by id each for themselves', async () => {
    await set({ searchLagMs: [0, 10_000], idLagMs: [10_000, 0, 0], lagCovers: 'all_changes' });
    await test.call('DELETE', `${test.learners}/records/${ids[2]}`);
    test.pass(1);
    const searches = [await searched(), await searched(), await searched()];
    expect(searches.map(({ length }) => length)).toEqual([2, 3, 2]);
    const reads = [await readById(), await readById(), await readById()];
    expect(reads.map(({ length }) => length).sort()).toEqual([2, 2, 3]);
  });
});
