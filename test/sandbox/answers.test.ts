import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { list, property, start, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
let ids: string[];
beforeEach(async () => {
  test = await startTestSandbox();
  ids = await test.create(test.learners, [{ 用户ID: 'a' }, { 用户ID: 'ab' }, { 用户ID: 'c' }]);
});
afterEach(() => test.sandbox.close());

const set = (settings: object) => test.control('PATCH', '/settings', settings);
const search = (body: object, query = '') =>
  test.call('POST', `${test.learners}/records/search${query}`, body);
const by = (operator: string, ...values: string[]) => ({
  filter: {
    conjunction: 'or',
    conditions: values.map((value) => ({ field_name: '用户ID', operator, value: [value] })),
  },
});
const found = async (body: object) => list((await search(body)).data.items).length;

describe('the total of a search', () => {
  it.each([
    ['matching', 1],
    ['table', 3],
    ['missing', undefined],
    [7, 7],
  ])('is by the setting %s %s', async (total, shown) => {
    await set({ total });
    const { data } = await search(by('is', 'a'));
    expect(data.total).toBe(shown);
    expect(list(data.items)).toHaveLength(1);
  });
});

describe('the automatic fields', () => {
  it('may lack created_time, and have the others', async () => {
    await set({ createdTime: 'missing' });
    const { data } = await search({ automatic_fields: true });
    expect(list(data.items)[0]).toMatchObject({ last_modified_time: start });
    expect(list(data.items)[0]).not.toHaveProperty('created_time');
    const answer = await test.call('POST', `${test.learners}/records/batch_get`, {
      record_ids: ids,
      automatic_fields: true,
    });
    expect(list(answer.data.records)[0]).not.toHaveProperty('created_time');
  });

  it('name who created a record and who changed it last', async () => {
    const [person, other] = ['ou_5a6db070000000000000000000000001', 'ou_5a6db070000000000000000000000002'];
    const [first = ''] = ids;
    const change = { recordId: first, cells: { 昵称: '甲' } };
    await test.control('PATCH', '/records', { table: '学员总表', records: [change] });
    const added = { table: '学员总表', openId: other, records: [{ cells: { 用户ID: 'd' } }] };
    await test.control('POST', '/records', added);
    const { data } = await search({ automatic_fields: true });
    const app = expect.stringMatching(/^ou_/);
    expect(list(data.items)).toMatchObject([
      { created_by: { id: app }, last_modified_by: { id: person, name: '小王' } },
      { created_by: { id: app }, last_modified_by: { id: app } },
      {},
      { created_by: { id: other, name: '小李' }, last_modified_by: { id: other } },
    ]);
    expect(property(property(list(data.items)[0], 'created_by'), 'id')).not.toBe(person);
  });
});

describe('the echo of a batch', () => {
  it('is in the order of the request, or by the setting in reverse', async () => {
    const names = async () => {
      const { data } = await test.call('POST', `${test.learners}/records/batch_create`, {
        records: [{ fields: { 用户ID: 'x' } }, { fields: { 用户ID: 'y' } }],
      });
      const echoed = list(data.records);
      for (const record of echoed) {
        const stored = await test.fieldsOf(test.learners, String(property(record, 'record_id')));
        expect(stored).toMatchObject({
          用户ID: [{ text: property(property(record, 'fields'), '用户ID') }],
        });
      }
      return echoed.map((record) => property(property(record, 'fields'), '用户ID'));
    };
    expect(await names()).toEqual(['x', 'y']);
    await set({ echoOrder: 'reversed' });
    expect(await names()).toEqual(['y', 'x']);
    const updated = await test.call('POST', `${test.learners}/records/batch_update`, {
      records: ids.map((record_id) => ({ record_id, fields: { 昵称: '甲' } })),
    });
    expect(list(updated.data.records).map((record) => property(record, 'record_id'))).toEqual(
      ids.toReversed(),
    );
  });
});

describe('keys that no page describes', () => {
  it('may stand in every object but among the cells', async () => {
    await set({ unknownKeys: true });
    const { body, data } = await search({});
    expect(body).toMatchObject({ code: 0, not_documented: expect.anything() });
    expect(data).toMatchObject({ total: 3, not_documented: expect.anything() });
    const [item] = list(data.items);
    expect(item).toMatchObject({ record_id: ids[0], not_documented: expect.anything() });
    expect(Object.keys(Object(property(item, 'fields')))).toEqual(['用户ID', '学习记录']);
    expect(property(property(item, 'fields'), '用户ID')).toMatchObject([
      { text: 'a', not_documented: expect.anything() },
    ]);
  });
});

describe('a page token', () => {
  const next = async (token: unknown) => search({}, `?page_size=1&page_token=${String(token)}`);

  it('is good for ever by default', async () => {
    const { data } = await search({}, '?page_size=1');
    test.pass(60 * 60_000);
    expect(await next(data.page_token)).toMatchObject({ code: 0 });
  });

  it.each([
    [1254002, 200],
    [1254030, 400],
  ])('expires by the setting, with %d', async (expiredPageToken, status) => {
    await set({ pageTokenMs: 1000, expiredPageToken });
    const { data } = await search({}, '?page_size=1');
    test.pass(999);
    const second = await next(data.page_token);
    expect(second).toMatchObject({ code: 0 });
    test.pass(1000);
    expect(await next(second.data.page_token)).toMatchObject({ status, code: expiredPageToken });
  });
});

describe('a filter', () => {
  it.each([[99992402], [1254018], [1254107], [1254001]])(
    'with more conditions than the setting allows gets %d',
    async (filterRefusal) => {
      await set({ filterConditions: 2, filterRefusal });
      expect(await search(by('is', 'a', 'ab', 'c'))).toMatchObject({ code: filterRefusal });
      expect(await found(by('is', 'a', 'c'))).toBe(2);
      await set({ filterConditions: 0 });
      expect(await search(by('is', 'a'))).toMatchObject({ code: filterRefusal });
      expect(await found({})).toBe(3);
    },
  );

  it.each([
    ['documented', 'contains', 2],
    ['contains_whole', 'contains', 1],
    ['contains_whole', 'is', 1],
    ['finds_nothing', 'contains', 0],
    ['finds_nothing', 'is', 0],
  ])('for texts, by the setting %s, finds with %s %d records', async (textFilter, operator, records) => {
    await set({ textFilter });
    expect(await found(by(operator, 'a'))).toBe(records);
  });
});

describe('a delete', () => {
  it('says which records it kept', async () => {
    const [first = '', second = ''] = ids;
    await set({ undeletable: [first] });
    const many = await test.call('POST', `${test.learners}/records/batch_delete`, {
      records: [first, second],
    });
    expect(many.data).toEqual({
      records: [
        { deleted: false, record_id: first },
        { deleted: true, record_id: second },
      ],
    });
    expect((await test.call('DELETE', `${test.learners}/records/${first}`)).data).toEqual({
      deleted: false,
      record_id: first,
    });
    expect(await found({})).toBe(2);
  });
});
