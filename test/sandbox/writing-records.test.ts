import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const token = 'fe599b60-450f-46ff-b2ef-9f6675625b97';

async function total(table: string) {
  const answer = await test.call('POST', `${table}/records/search`, {});
  return answer.data.total;
}
function batch(size: number) {
  return { records: Array.from({ length: size }, (_, row) => ({ fields: { 用户ID: `u${row}` } })) };
}

it('a row with the refused text is refused, and its batch with it', async () => {
  await test.control('PUT', '/settings', { refusedText: '毒' });
  const create = (...names: string[]) =>
    test.call('POST', `${test.learners}/records/batch_create`, {
      records: names.map((昵称) => ({ fields: { 昵称 } })),
    });
  expect(await create('甲', '毒')).toMatchObject({ status: 200, code: 1254060 });
  expect(await total(test.learners)).toBe(0);
  expect(await create('甲', '乙')).toMatchObject({ code: 0 });
});

describe('a value must fit its field', () => {
  const long = 'x'.repeat(100_001);

  it.each([
    ['文本', 1, 5, 200, 1254060],
    ['文本', 1, ['a'], 200, 1254060],
    ['文本', 1, long, 200, 1254130],
    ['数字', 2, '5', 200, 1254061],
    ['单选', 3, 5, 200, 1254062],
    ['多选', 4, 'a', 200, 1254063],
    ['日期', 5, '2026-01-01', 200, 1254064],
    ['日期', 5, 1.5, 200, 1254064],
    ['复选框', 7, 'true', 200, 1254065],
    ['人员', 11, [{ id: 'ou_1', name: 'x' }], 200, 1254066],
    ['电话', 13, '138 0013 8000', 200, 1254072],
    ['电话', 13, '1'.repeat(65), 200, 1254072],
    ['超链接', 15, 'https://a.b', 200, 1254068],
    ['附件', 17, ['a'], 200, 1254069],
    ['公式', 20, 'x', 400, 1254015],
    ['创建时间', 1001, 1, 400, 1254015],
    ['自动编号', 1005, '1', 400, 1254015],
  ])('%s (type %d) refuses %j with HTTP %d, code %d', async (name, type, value, status, code) => {
    await test.call('POST', `${test.learners}/fields`, { field_name: name, type });
    const answer = await test.call('POST', `${test.learners}/records`, { fields: { [name]: value } });
    expect(answer).toMatchObject({ status, code });
    expect(await total(test.learners)).toBe(0);
  });

  it.each([
    ['文本', 1, '甲', [{ text: '甲', type: 'text' }]],
    ['文本', 1, ' 甲\t', [{ text: ' 甲\t', type: 'text' }]],
    [
      '文本',
      1,
      '见 https://a.b/c 。',
      [
        { text: '见 ', type: 'text' },
        { text: 'https://a.b/c', type: 'url', link: 'https://a.b/c' },
        { text: ' 。', type: 'text' },
      ],
    ],
    ['文本', 1, '', undefined],
    ['数字', 2, 1.5, 1.5],
    ['单选', 3, '新选项', '新选项'],
    ['多选', 4, ['a', 'b'], ['a', 'b']],
    ['多选', 4, [], undefined],
    ['日期', 5, 1_767_542_400_000, 1_767_542_400_000],
    ['复选框', 7, false, false],
    ['电话', 13, '+8613800138000', '+8613800138000'],
    ['超链接', 15, { text: 'a', link: 'https://a.b' }, { text: 'a', link: 'https://a.b' }],
    ['文本', 1, null, undefined],
  ])('%s (type %d) written %j reads %j', async (name, type, value, read) => {
    await test.call('POST', `${test.learners}/fields`, { field_name: name, type });
    const [id = ''] = await test.create(test.learners, [{ [name]: value }]);
    expect(property(await test.fieldsOf(test.learners, id), name)).toEqual(read);
  });

  it('and the field must exist', async () => {
    const answer = await test.call('POST', `${test.learners}/records`, { fields: { 用户id: 'a' } });
    expect(answer).toMatchObject({ status: 200, code: 1254045 });
  });

  it('and an unknown option is added to the field', async () => {
    await test.call('POST', `${test.learners}/fields`, { field_name: '来源', type: 3 });
    await test.create(test.learners, [{ 来源: '公众号' }, { 来源: '公众号' }, { 来源: '直播' }]);
    const fields = await test.call('GET', `${test.learners}/fields`);
    const source = list(fields.data.items).find((field) => property(field, 'field_name') === '来源');
    expect(property(source, 'property')).toMatchObject({
      options: [
        { name: '公众号', color: 0 },
        { name: '直播', color: 1 },
      ],
    });
  });
});

describe('a write answers with what was sent', () => {
  it('and both ids, in the order of the request', async () => {
    const answer = await test.call('POST', `${test.learners}/records/batch_create`, batch(3));
    const records = list(answer.data.records);
    expect(records.map((record) => property(record, 'fields'))).toEqual([
      { 用户ID: 'u0' },
      { 用户ID: 'u1' },
      { 用户ID: 'u2' },
    ]);
    expect(records.every((record) => property(record, 'id') === property(record, 'record_id'))).toBe(true);
  });
});

describe('an update', () => {
  it('changes the named cells only; null empties one', async () => {
    const [id = ''] = await test.create(test.learners, [{ 用户ID: 'a', 昵称: '甲', 城市: '北京' }]);
    const answer = await test.call('PUT', `${test.learners}/records/${id}`, {
      fields: { 昵称: '乙', 城市: null },
    });
    expect(answer.data).toEqual({ record: { fields: { 昵称: '乙', 城市: null }, id, record_id: id } });
    expect(await test.fieldsOf(test.learners, id)).toEqual({
      用户ID: [{ text: 'a', type: 'text' }],
      昵称: [{ text: '乙', type: 'text' }],
      学习记录: {},
    });
  });

  it.each([
    ['recNope', 1254043],
    ['nope', 1254006],
  ])('of %s is refused with %d and changes no other record', async (unknown, code) => {
    const [id = ''] = await test.create(test.learners, [{ 昵称: '甲' }]);
    const answer = await test.call('POST', `${test.learners}/records/batch_update`, {
      records: [id, unknown].map((record_id) => ({ record_id, fields: { 昵称: '乙' } })),
    });
    expect(answer).toMatchObject({ status: 200, code });
    expect(await test.fieldsOf(test.learners, id)).toMatchObject({ 昵称: [{ text: '甲' }] });
  });
});

describe('a batch', () => {
  it('is written as a whole or not at all', async () => {
    const { records } = batch(3);
    const answer = await test.call('POST', `${test.learners}/records/batch_create`, {
      records: [...records, { fields: { 昵称: 5 } }],
    });
    expect(answer).toMatchObject({ code: 1254060 });
    expect(await total(test.learners)).toBe(0);
  });

  it.each([
    ['batch_create', 1000, 0],
    ['batch_create', 1001, 1254104],
    ['batch_update', 1001, 1254104],
    ['batch_delete', 501, 1254104],
    ['batch_get', 101, 1254104],
  ])('%s of %d gives code %d', async (operation, size, code) => {
    const ids = Array.from({ length: size }, (_, row) => `rec${row}`);
    const bodies: Record<string, unknown> = {
      batch_create: batch(size),
      batch_update: { records: ids.map((record_id) => ({ record_id, fields: {} })) },
      batch_delete: { records: ids },
      batch_get: { record_ids: ids },
    };
    const answer = await test.call('POST', `${test.learners}/records/${operation}`, bodies[operation]);
    expect(answer).toMatchObject({ code, status: operation === 'batch_get' ? 400 : 200 });
  });

  it('can be limited to 500 by switch', async () => {
    await test.control('PUT', '/settings', { maxBatch: 500 });
    const answer = await test.call('POST', `${test.learners}/records/batch_create`, batch(501));
    expect(answer).toMatchObject({ code: 1254104 });
  });

  it('of deletions names every record', async () => {
    const ids = await test.create(test.learners, [{ 用户ID: 'a' }, { 用户ID: 'b' }]);
    const answer = await test.call('POST', `${test.learners}/records/batch_delete`, { records: ids });
    expect(answer.data).toEqual({ records: ids.map((record_id) => ({ deleted: true, record_id })) });
    expect(await total(test.learners)).toBe(0);
  });

  it.each([
    [1254103, 200],
    [1254306, 403],
  ])('beyond the rows a table holds is refused with %d', async (recordLimitCode, status) => {
    await test.control('PUT', '/settings', { recordLimit: 2, recordLimitCode });
    const answer = await test.call('POST', `${test.learners}/records/batch_create`, batch(3));
    expect(answer).toMatchObject({ status, code: recordLimitCode });
    expect(await test.call('POST', `${test.learners}/records/batch_create`, batch(2))).toMatchObject({
      code: 0,
    });
  });
});

describe('client_token', () => {
  const create = (clientToken: string, body: unknown) =>
    test.call('POST', `${test.learners}/records/batch_create?client_token=${clientToken}`, body);

  it.each(['1', 'fe599b60-450f-16ff-b2ef-9f6675625b97'])('must be a UUIDv4: %s', async (malformed) => {
    expect(await create(malformed, batch(1))).toMatchObject({ status: 400, code: 1254037 });
  });

  it.each([
    ['replay', 200, 0, 2],
    ['conflict', 400, 1255006, 2],
    ['resubmitted', 403, 1254608, 2],
    ['forgotten', 200, 0, 4],
  ])('repeated gives by the switch %s: HTTP %d, code %d, %d records', async (replay, status, code, rows) => {
    await test.control('PUT', '/settings', { replay });
    const first = await create(token, batch(2));
    const again = await create(token, batch(2));
    expect(again).toMatchObject({ status, code });
    if (replay === 'replay') expect(again.data).toEqual(first.data);
    expect(await total(test.learners)).toBe(rows);
  });

  it('with another body is a conflict', async () => {
    await create(token, batch(1));
    expect(await create(token, batch(2))).toMatchObject({ status: 400, code: 1255006 });
  });

  it('of a refused call stays free', async () => {
    expect(await create(token, { records: [{ fields: { 昵称: 5 } }] })).toMatchObject({ code: 1254060 });
    expect(await create(token, batch(1))).toMatchObject({ code: 0 });
  });

  it('holds for fields as well', async () => {
    const add = () =>
      test.call('POST', `${test.learners}/fields?client_token=${token}`, { field_name: '生日', type: 5 });
    const first = await add();
    expect((await add()).data).toEqual(first.data);
  });
});
