import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { list, property, start, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

const day = 24 * 60 * 60 * 1000;
/** 00:00 of the start's day in Shanghai. */
const today = Date.UTC(2026, 2, 1, 16);

describe('a filter', () => {
  let test: TestSandbox;
  const ids: string[] = [];

  beforeAll(async () => {
    test = await startTestSandbox();
    for (const [field_name, type] of [
      ['分数', 2],
      ['来源', 3],
      ['标签', 4],
      ['生日', 5],
      ['已付', 7],
      ['公式', 20],
      ['附件', 17],
    ]) {
      await test.call('POST', `${test.learners}/fields`, { field_name, type });
    }
    const [first = ''] = await test.create(test.enrollments, [{ 课程: '一' }]);
    ids.push(first);
    await test.create(test.learners, [
      { 用户ID: 'a', 昵称: 'Ann 安', 分数: 1, 来源: '公众号', 标签: ['甲', '乙'], 生日: today, 已付: true },
      { 用户ID: 'b', 昵称: 'bob', 分数: 2, 来源: '直播', 标签: ['乙'], 生日: today + day - 1, 已付: false },
      { 用户ID: 'c', 分数: 2.5, 生日: today + day, 学习记录: [first] },
      { 用户ID: 'd', 生日: today - 1, 附件: [{ file_token: 'x' }] },
    ]);
  });
  afterAll(() => test.sandbox.close());

  async function found(filter: unknown) {
    const answer = await test.call('POST', `${test.learners}/records/search`, { filter });
    expect(answer).toMatchObject({ code: 0 });
    const userIds = list(answer.data.items).map((item) => {
      const [segment] = list(property(property(item, 'fields'), '用户ID'));
      return property(segment, 'text');
    });
    return userIds.join('');
  }
  const one = (field_name: string, operator: string, value: readonly string[]) => ({
    conjunction: 'and',
    conditions: [{ field_name, operator, value }],
  });

  it.each([
    ['昵称', 'is', ['Ann 安'], 'a'],
    ['昵称', 'is', ['ann 安'], ''],
    ['昵称', 'isNot', ['bob'], 'acd'],
    ['昵称', 'contains', ['b'], 'b'],
    ['昵称', 'doesNotContain', ['b'], 'acd'],
    ['昵称', 'isEmpty', [], 'cd'],
    ['昵称', 'isNotEmpty', [], 'ab'],
    ['昵称', 'is', [], 'cd'],
    ['分数', 'is', ['2.0'], 'b'],
    ['分数', 'isGreater', ['1'], 'bc'],
    ['分数', 'isGreaterEqual', ['2'], 'bc'],
    ['分数', 'isLess', ['2'], 'a'],
    ['分数', 'isLessEqual', ['2'], 'ab'],
    ['来源', 'is', ['直播'], 'b'],
    ['来源', 'contains', ['直播', '公众号'], 'ab'],
    ['来源', 'isNot', ['直播'], 'acd'],
    ['标签', 'is', ['乙'], 'b'],
    ['标签', 'contains', ['乙'], 'ab'],
    ['标签', 'doesNotContain', ['甲'], 'bcd'],
    ['已付', 'is', ['true'], 'a'],
    ['已付', 'is', ['false'], 'bcd'],
    ['附件', 'isNotEmpty', [], 'd'],
    ['学习记录', 'isEmpty', [], 'abd'],
    ['生日', 'is', ['ExactDate', String(today + 5)], 'ab'],
    ['生日', 'isGreater', ['ExactDate', String(today + 5)], 'c'],
    ['生日', 'isLess', ['ExactDate', String(today + 5)], 'd'],
    ['生日', 'is', ['Today'], 'ab'],
    ['生日', 'is', ['Tomorrow'], 'c'],
    ['生日', 'is', ['Yesterday'], 'd'],
    // The start is a Monday, the second day of March.
    ['生日', 'is', ['CurrentWeek'], 'abc'],
    ['生日', 'is', ['LastWeek'], 'd'],
    ['生日', 'is', ['CurrentMonth'], 'abcd'],
    ['生日', 'is', ['LastMonth'], ''],
    ['生日', 'is', ['TheLastWeek'], 'abd'],
    ['生日', 'is', ['TheNextMonth'], 'abc'],
  ])('on %s %s %j finds "%s"', async (field, operator, value, userIds) => {
    expect(await found(one(field, operator, value))).toBe(userIds);
  });

  it('on a link takes record ids', async () => {
    const [id = ''] = ids;
    expect(await found(one('学习记录', 'contains', [id, 'recOther']))).toBe('c');
    expect(await found(one('学习记录', 'is', [id]))).toBe('c');
  });

  it('joins conditions and one level of children', async () => {
    const is = (field_name: string, text: string) => ({ field_name, operator: 'is', value: [text] });
    expect(
      await found({
        conjunction: 'and',
        children: [
          { conjunction: 'or', conditions: [is('用户ID', 'a'), is('用户ID', 'b')] },
          { conjunction: 'or', conditions: [is('分数', '2'), is('分数', '2.5')] },
        ],
      }),
    ).toBe('b');
    expect(await found({ conjunction: 'and', conditions: [] })).toBe('abcd');
    expect(await found({ conjunction: 'or', conditions: [] })).toBe('abcd');
  });

  const condition = { field_name: '用户ID', operator: 'is', value: ['a'] };
  it.each([
    ['without a conjunction', { conditions: [condition] }, 1254018],
    [
      'with children of children',
      { conjunction: 'and', children: [{ conjunction: 'or', conditions: [], children: [] }] },
      1254018,
    ],
    [
      'without value',
      { conjunction: 'and', conditions: [{ field_name: '用户ID', operator: 'isEmpty' }] },
      1254018,
    ],
    [
      'with a value that is no list',
      { conjunction: 'and', conditions: [{ ...condition, value: 'a' }] },
      1254018,
    ],
    ['with a number as value', { conjunction: 'and', conditions: [{ ...condition, value: [1] }] }, 1254018],
    ['with two values for a text', one('昵称', 'is', ['a', 'b']), 1254018],
    ['with a value for isEmpty', one('昵称', 'isEmpty', ['a']), 1254018],
    ['with isGreaterEqual on a date', one('生日', 'isGreaterEqual', ['Today']), 1254018],
    ['with isNot on a date', one('生日', 'isNot', ['Today']), 1254018],
    ['with a period and isGreater', one('生日', 'isGreater', ['LastWeek']), 1254018],
    ['with a date as text', one('生日', 'is', ['2026-01-01']), 1254018],
    ['with like', one('昵称', 'like', ['a']), 1254018],
    ['with two values for is on a select', one('来源', 'is', ['a', 'b']), 1254018],
    ['on a formula', one('公式', 'is', ['a']), 1254018],
    ['on the content of an attachment', one('附件', 'is', ['a']), 1254018],
    ['on an unknown field', one('性别', 'is', ['a']), 1254045],
    [
      'with 51 conditions',
      { conjunction: 'or', conditions: Array(51).fill({ field_name: 'x', operator: 'is', value: [] }) },
      1254107,
    ],
    ['with 11 values', one('来源', 'contains', Array(11).fill('a')), 99992402],
    ['of more than 2,000 characters', one('昵称', 'is', ['x'.repeat(2000)]), 1254107],
  ])('%s is refused', async (_case, filter, code) => {
    const answer = await test.call('POST', `${test.learners}/records/search`, { filter });
    expect(answer).toMatchObject({ code });
  });
});

describe('search', () => {
  let test: TestSandbox;
  beforeEach(async () => {
    test = await startTestSandbox();
  });
  afterEach(() => test.sandbox.close());

  const search = (body: unknown, query = '') =>
    test.call('POST', `${test.learners}/records/search${query}`, body);

  it('gives 20 records a page unless asked, 500 at most, and a token while there are more', async () => {
    await test.create(
      test.learners,
      Array.from({ length: 45 }, (_, row) => ({ 用户ID: `u${row}` })),
    );
    const sizes: number[] = [];
    let token = '';
    for (let more: unknown = true; more; ) {
      const { data } = await search({}, `?page_token=${token}`);
      expect(data.total).toBe(45);
      sizes.push(list(data.items).length);
      more = data.has_more;
      token = String(data.page_token);
    }
    expect(sizes).toEqual([20, 20, 5]);
    expect(list((await search({}, '?page_size=500')).data.items)).toHaveLength(45);
  });

  it.each([
    ['page_size=0', 400, 1254011],
    ['page_size=501', 400, 99992402],
    ['page_size=x', 400, 99992402],
    ['page_token=made-up', 200, 1254002],
  ])('refuses %s with HTTP %d, code %d', async (query, status, code) => {
    expect(await search({}, `?${query}`)).toMatchObject({ status, code });
  });

  it('shows the fields asked for, and no unknown ones', async () => {
    await test.create(test.learners, [{ 用户ID: 'a', 昵称: '甲' }]);
    const { data } = await search({ field_names: ['昵称'] });
    expect(list(data.items)).toMatchObject([{ fields: { 昵称: [{ text: '甲' }] } }]);
    expect(Object.keys(Object(property(list(data.items)[0], 'fields')))).toEqual(['昵称']);
    expect(await search({ field_names: ['性别'] })).toMatchObject({ status: 200, code: 1254024 });
  });

  it('shows creation and change when asked', async () => {
    const [id] = await test.create(test.learners, [{ 用户ID: 'a' }]);
    test.pass(5);
    await test.call('PUT', `${test.learners}/records/${id}`, { fields: { 昵称: '甲' } });
    const { data } = await search({ automatic_fields: true });
    expect(list(data.items)).toMatchObject([
      { created_time: start, last_modified_time: start + 5, created_by: { id: expect.any(String) } },
    ]);
  });

  it.each([
    ['object', {}],
    ['null_list', { link_record_ids: null }],
  ])('shows an empty link by the switch %s as %j', async (emptyLink, shown) => {
    await test.control('PUT', '/settings', { emptyLink });
    await test.create(test.learners, [{ 用户ID: 'a' }]);
    const { data } = await search({});
    expect(property(property(list(data.items)[0], 'fields'), '学习记录')).toEqual(shown);
  });

  it.each([
    [[{ field_name: '用户ID', desc: true }], 'cba'],
    [
      [
        { field_name: '昵称', desc: false },
        { field_name: '用户ID', desc: true },
      ],
      'bca',
    ],
  ])('sorts by %j', async (sort, order) => {
    await test.create(test.learners, [
      { 用户ID: 'a', 昵称: '2' },
      { 用户ID: 'b' },
      { 用户ID: 'c', 昵称: '1' },
    ]);
    const { data } = await search({ sort });
    const found = list(data.items).map((item) =>
      property(list(property(property(item, 'fields'), '用户ID'))[0], 'text'),
    );
    expect(found.join('')).toBe(order);
  });

  it.each([
    [[{ field_name: '性别' }], 1254016],
    ['用户ID', 1254016],
    [Array(60).fill({ field_name: '用户ID', desc: true }), 1254108],
  ])('refuses the sort %j', async (sort, code) => {
    expect(await search({ sort })).toMatchObject({ status: 200, code });
  });

  it('sees a new record only after the lag, though batch_get sees it at once', async () => {
    await test.control('PUT', '/settings', { searchLagMs: 3000 });
    const [id = ''] = await test.create(test.learners, [{ 用户ID: 'a' }]);
    expect((await search({})).data.total).toBe(0);
    expect(await test.fieldsOf(test.learners, id)).toMatchObject({ 用户ID: [{ text: 'a' }] });
    test.pass(3000);
    expect((await search({})).data.total).toBe(1);
  });

  it('knows a new record by its id only after another lag, as links to it and changes of it do', async () => {
    await test.control('PUT', '/settings', { idLagMs: 3000 });
    const [id = ''] = await test.create(test.learners, [{ 用户ID: 'a' }]);
    const get = () => test.call('POST', `${test.learners}/records/batch_get`, { record_ids: [id] });
    const link = () => test.call('POST', `${test.enrollments}/records`, { fields: { 关联到学员总表: [id] } });
    const change = () => test.call('PUT', `${test.learners}/records/${id}`, { fields: { 昵称: '甲' } });
    expect((await search({})).data.total).toBe(1);
    expect((await get()).data).toMatchObject({ records: [], absent_record_ids: [id] });
    expect(await link()).toMatchObject({ code: 1254067 });
    expect(await change()).toMatchObject({ code: 1254043 });
    test.pass(3000);
    expect((await get()).data).toMatchObject({ records: [{ record_id: id }], absent_record_ids: [] });
    expect(await link()).toMatchObject({ code: 0 });
    expect(await change()).toMatchObject({ code: 0 });
  });

  it('silently leaves out what 高级权限 hides, while batch_get calls it forbidden', async () => {
    const [id = '', other = ''] = await test.create(test.learners, [{ 用户ID: 'a' }, { 用户ID: 'b' }]);
    await test.control('PUT', '/settings', { isAdvanced: true, hiddenRecords: [id] });
    expect(await search({})).toMatchObject({ code: 0, data: { total: 1 } });
    const answer = await test.call('POST', `${test.learners}/records/batch_get`, {
      record_ids: [id, other, 'recGone', other],
    });
    expect(answer.data).toMatchObject({
      records: [{ record_id: other }],
      absent_record_ids: ['recGone'],
      forbidden_record_ids: [id],
    });
    await test.control('PUT', '/settings', { isAdvanced: true, hiddenRecords: 'all' });
    expect(await search({})).toMatchObject({ code: 0, data: { total: 0, items: [] } });
  });

  it('counts a table through an empty filter', async () => {
    await test.create(test.learners, [{ 用户ID: 'a' }, { 用户ID: 'b' }]);
    const answer = await search({ filter: { conjunction: 'and', conditions: [] } }, '?page_size=1');
    expect(answer.data).toMatchObject({ total: 2, has_more: true });
  });
});

describe('the legacy list and get', () => {
  it('show text as text, numbers as strings, links with their text', async () => {
    const test = await startTestSandbox();
    try {
      await test.call('POST', `${test.learners}/fields`, { field_name: '分数', type: 2 });
      const [learner = ''] = await test.create(test.learners, [{ 用户ID: 'a', 分数: 100 }]);
      const [enrollment = ''] = await test.create(test.enrollments, [
        { 用户ID: 'a', 关联到学员总表: [learner] },
      ]);
      const shown = {
        用户ID: 'a',
        分数: '100',
        学习记录: [
          {
            record_ids: [enrollment],
            table_id: test.sandbox.enrollmentTableId,
            text: 'a',
            text_arr: ['a'],
            type: 'text',
          },
        ],
      };
      const listed = await test.call('GET', `${test.learners}/records`);
      expect(listed.data).toMatchObject({ total: 1, items: [{ record_id: learner, fields: shown }] });
      const got = await test.call('GET', `${test.learners}/records/${learner}?text_field_as_array=true`);
      expect(got.data).toMatchObject({ record: { fields: { 用户ID: [{ text: 'a', type: 'text' }] } } });
      const names = encodeURIComponent('["用户ID"]');
      const some = await test.call('GET', `${test.learners}/records?field_names=${names}`);
      expect(list(some.data.items)).toMatchObject([{ fields: { 用户ID: 'a' } }]);
      expect(await test.call('GET', `${test.learners}/records/recNope`)).toMatchObject({ code: 1254043 });
    } finally {
      await test.sandbox.close();
    }
  });
});
