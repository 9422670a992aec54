import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
let tables: string;
beforeEach(async () => {
  test = await startTestSandbox();
  tables = `/bitable/v1/apps/${test.sandbox.baseToken}/tables`;
});
afterEach(() => test.sandbox.close());

async function fields(table: string) {
  const answer = await test.call('GET', `${table}/fields?page_size=100`);
  return list(answer.data.items);
}
async function fieldNamed(table: string, name: string) {
  return (await fields(table)).find((field) => property(field, 'field_name') === name);
}
async function fieldId(table: string, name: string) {
  return String(property(await fieldNamed(table, name), 'field_id'));
}

describe('tables', () => {
  it('are listed with their revision, which grows with every change', async () => {
    const revision = async () => {
      const answer = await test.call('GET', tables);
      return Number(property(list(answer.data.items)[0], 'revision'));
    };
    const before = await revision();
    await test.create(test.learners, [{ 用户ID: 'a' }]);
    expect(await revision()).toBe(before + 1);
  });

  it('are created with fields, the first of which is the primary one', async () => {
    const answer = await test.call('POST', tables, {
      table: {
        name: ' 老师 ',
        default_view_name: '表格',
        fields: [
          { field_name: '姓名', type: 1 },
          { field_name: '级别', type: 3, property: { options: [{ name: '初级' }, { name: '高级' }] } },
        ],
      },
    });
    expect(answer.data).toEqual({
      table_id: expect.stringMatching(/^tbl/),
      default_view_id: expect.stringMatching(/^vew/),
      field_id_list: [expect.stringMatching(/^fld/), expect.stringMatching(/^fld/)],
    });
    expect(await fields(`${tables}/${String(answer.data.table_id)}`)).toMatchObject([
      { field_name: '姓名', is_primary: true, type: 1, ui_type: 'Text', property: null },
      { field_name: '级别', is_primary: false, property: { options: [{ color: 0 }, { color: 1 }] } },
    ]);
  });

  it.each([
    ['a name that is taken', { name: '学员总表' }, 200, 1254013],
    ['an empty name', { name: ' ' }, 200, 1254001],
    ['a name with a slash', { name: 'a/b' }, 200, 1254001],
    ['a primary field of an unfit type', { name: 'x', fields: [{ field_name: 'a', type: 3 }] }, 200, 1254012],
    [
      'two fields of one name',
      { name: 'x', fields: Array(2).fill({ field_name: 'a', type: 1 }) },
      200,
      1254014,
    ],
  ])('are refused for %s', async (_case, table, status, code) => {
    expect(await test.call('POST', tables, { table })).toMatchObject({ status, code });
  });
});

describe('fields', () => {
  it('are paged by 20, 100 at most', async () => {
    const answer = await test.call('GET', `${test.learners}/fields?page_size=3`);
    expect(answer.data).toMatchObject({ total: 7, has_more: true, items: { length: 3 } });
    expect(await test.call('GET', `${test.learners}/fields?page_size=101`)).toMatchObject({ status: 400 });
  });

  it('of a two-way link name each other', async () => {
    expect(await fieldNamed(test.enrollments, '关联到学员总表')).toMatchObject({
      type: 21,
      ui_type: 'DuplexLink',
      property: {
        table_id: test.sandbox.learnerTableId,
        table_name: '学员总表',
        back_field_id: await fieldId(test.learners, '学习记录'),
        back_field_name: '学习记录',
        multiple: true,
      },
    });
  });

  it('have their names trimmed', async () => {
    const answer = await test.call('POST', `${test.learners}/fields`, { field_name: ' 生日 ', type: 5 });
    expect(answer.data).toMatchObject({
      field: { field_name: '生日', property: { date_formatter: 'yyyy/MM/dd', auto_fill: false } },
    });
  });

  it.each([
    ['a name that is taken', { field_name: '昵称', type: 1 }, 200, 1254014],
    ['no name', { field_name: ' ', type: 1 }, 400, 1254028],
    ['an unknown type', { field_name: 'x', type: 99 }, 200, 1254015],
    ['a lookup', { field_name: 'x', type: 19 }, 200, 1254012],
    ['a one-way link to nowhere', { field_name: 'x', type: 18 }, 400, 1254089],
    [
      'a two-way link to nowhere',
      { field_name: 'x', type: 21, property: { table_id: 'tblX' } },
      400,
      1254092,
    ],
  ])('are refused for %s', async (_case, definition, status, code) => {
    const answer = await test.call('POST', `${test.learners}/fields`, definition);
    expect(answer).toMatchObject({ status, code });
  });

  it('renamed keep their cells; writing under the old name fails', async () => {
    const [id = ''] = await test.create(test.learners, [{ 昵称: '甲' }]);
    const nickname = await fieldId(test.learners, '昵称');
    await test.call('PUT', `${test.learners}/fields/${nickname}`, { field_name: '称呼', type: 1 });
    expect(await test.fieldsOf(test.learners, id)).toMatchObject({ 称呼: [{ text: '甲' }] });
    expect(await test.call('POST', `${test.learners}/records`, { fields: { 昵称: '乙' } })).toMatchObject({
      code: 1254045,
    });
  });

  it.each([
    [13, '19900000001', '19900000001'],
    [2, '5.5', 5.5],
    [3, '北京', '北京'],
    [4, '北京', ['北京']],
    [5, '北京', undefined],
  ])('retyped from text to type %d turn %j into %j', async (type, text, cell) => {
    const [id = ''] = await test.create(test.learners, [{ 城市: text }]);
    const city = await fieldId(test.learners, '城市');
    await test.call('PUT', `${test.learners}/fields/${city}`, { field_name: '城市', type });
    expect(property(await test.fieldsOf(test.learners, id), '城市')).toEqual(cell);
  });

  it('retyped from text to a select offer the texts they hold', async () => {
    await test.create(test.learners, [{ 城市: '北京' }, { 城市: '上海' }, { 城市: '北京' }]);
    const city = await fieldId(test.learners, '城市');
    await test.call('PUT', `${test.learners}/fields/${city}`, { field_name: '城市', type: 3 });
    expect(property(await fieldNamed(test.learners, '城市'), 'property')).toMatchObject({
      options: [{ name: '北京' }, { name: '上海' }],
    });
  });

  it('retyped from a two-way to a one-way link keep what they hold; the other side goes', async () => {
    const [ann = ''] = await test.create(test.learners, [{ 用户ID: 'a' }]);
    const [first = ''] = await test.create(test.enrollments, [{ 关联到学员总表: [ann] }]);
    const link = await fieldId(test.enrollments, '关联到学员总表');
    await test.call('PUT', `${test.enrollments}/fields/${link}`, {
      field_name: '关联到学员总表',
      type: 18,
      property: { table_id: test.sandbox.learnerTableId },
    });
    expect(await test.fieldsOf(test.enrollments, first)).toMatchObject({
      关联到学员总表: { link_record_ids: [ann] },
    });
    expect(await fieldNamed(test.learners, '学习记录')).toBeUndefined();
  });

  it('that are primary can be neither deleted nor given an unfit type', async () => {
    const path = `${test.learners}/fields/${await fieldId(test.learners, '用户ID')}`;
    expect(await test.call('DELETE', path)).toMatchObject({ status: 200, code: 1254046 });
    expect(await test.call('PUT', path, { field_name: '用户ID', type: 3 })).toMatchObject({ code: 1254012 });
  });

  it('deleted take the other side of their link along', async () => {
    const link = await fieldId(test.learners, '学习记录');
    expect(await test.call('DELETE', `${test.learners}/fields/${link}`)).toMatchObject({
      data: { deleted: true, field_id: link },
    });
    expect(await fieldNamed(test.enrollments, '关联到学员总表')).toBeUndefined();
    expect(await test.call('DELETE', `${test.learners}/fields/${link}`)).toMatchObject({ code: 1254044 });
  });
});
