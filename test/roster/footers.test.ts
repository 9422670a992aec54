import { describe, expect, it } from 'vitest';
import { readAsRoster } from './read.ts';

const id = 'u_7f74bf20f876f_I1JEzO3joO';
const header = '用户ID,昵称,手机号,课程,学习日期';
const goodRow = `${id},小明,19900001234,入门,2026-05-01`;

describe('a line that closes a list', () => {
  it.each([
    ...[
      '合计',
      '合计45人',
      '合计 45人',
      '合计：45',
      '总计,41',
      '小计',
      '汇总',
      '共计:3',
      '总数：3',
      '总人数 45',
    ],
    ...['合共', '共45人', '共 45 人', '制表', '制表人：王老师', '制表人王老师', '制表时间：2026-05-01'],
    ...[
      '打印时间 2026-05-01',
      '导出时间：2026-05-16 10:00',
      '数据来源：小鹅通',
      '备注',
      '备注：以上学员已缴费',
    ],
    ...[
      '注',
      '注：仅供内部使用',
      '说明:见附件',
      '以下空白',
      'Total',
      'TOTAL 45',
      'subtotal: 3',
      'Sum',
      'Grand Total',
    ],
    ...[
      ',合计,41,,',
      '\ufeff合计',
      '-,合计,41,,',
      '无,总计,,,',
      '合计人数：45人',
      '合计（人）,45,,,',
      '共45名学员',
    ],
    ...[
      '合 计,45,,,',
      '合　　计：',
      '备 注：以上',
      '（合计）45人',
      '（以下空白）',
      '——以下空白——',
      '【总计】',
      '*合计',
    ],
    ...[
      'Grand  Total: 45',
      'Total (45)',
      'sum = 5',
      '合計 45人',
      '總計,41',
      '製表人：王老師',
      '備註：以上',
      '註：以上',
    ],
  ])('is no row: %j', async (footer) => {
    const { rows, file } = await readAsRoster(`${header}\n${goodRow}\n${footer}\n`);
    expect(rows).toHaveLength(1);
    expect(file.skipped.footers).toMatchObject([{ line: 3 }]);
  });

  it.each([
    ['合计,45人', '合计 45人'],
    ['制表人：王老师,19900001234x', '制表人：王老师'],
    ['制表人：王老师 19900001234', '制表人'],
    ['备注：联系 199****1234', '备注:'],
    ['导出时间：2026-05-16 10:00', '导出时间：2026-05-16 10:00'],
  ])('is shown without what may be about somebody: %s', async (footer, text) => {
    const { file } = await readAsRoster(`${header}\n${goodRow}\n${footer}\n`);
    expect(file.skipped.footers).toEqual([{ line: 3, text }]);
  });

  it.each([
    ['with a phone', '合计,小明,19900001235,,'],
    ['with a date', '合计,小明,,,2026-05-01'],
    ['with a course', '合计,小明,,入门,'],
  ])('is none %s, but a row without an id', async (_, row) => {
    const { rows } = await readAsRoster(`${header}\n${goodRow}\n${row}\n`);
    expect(rows[1]).toMatchObject({ kind: 'rejected', code: 'missing_user_id', nickname: '小明' });
  });

  it.each([
    ...[
      '制表时间：,2026-05-01',
      '导出时间,20260516',
      '合计,123456',
      '合计,128000.00',
      '总计,45人',
      '制表人,王老师',
    ],
  ])('may have its value in the column of ids: %s', async (footer) => {
    const { rows, file } = await readAsRoster(`昵称,用户ID\n小明,${id}\n${footer}\n`);
    expect(rows).toHaveLength(1);
    expect(file.skipped.footers).toMatchObject([{ line: 3 }]);
  });

  it.each([
    ['of letters', [id, id, 'abc123-X']],
    ['of digits', ['10001', '10002', '10003']],
  ])('is a learner, whatever the name, where an id stands beside it: %s', async (_, ids) => {
    const { rows } = await readAsRoster(`昵称,用户ID\n小明,${ids[0]}\n小红,${ids[1]}\n合计,${ids[2]}\n`);
    expect(rows[2]).toMatchObject({ kind: 'valid', learner: { userId: ids[2], nickname: '合计' } });
  });

  it('is no id either, where something stands in front of it', async () => {
    const { rows } = await readAsRoster(`序号,用户ID,昵称\n1,${id},小明\n2,合计,1人\n`);
    expect(rows[1]).toMatchObject({ kind: 'rejected', code: 'missing_user_id' });
  });

  it('that has swallowed rows does not hide them', async () => {
    const swallowed = `小计,"1人,,,\n${goodRow}\n合计,"2人",,,`;
    const { rows, file } = await readAsRoster(`${header}\n${goodRow}\n${swallowed}\n`);
    expect(rows[1]).toMatchObject({ kind: 'rejected', code: 'row_swallowed', line: 3, lastLine: 5 });
    expect(file.skipped.footers).toEqual([]);
  });

  it.each([
    'Summer',
    'Sumi',
    'Sum-Ming',
    'Total45',
    'Totally',
    '注意',
    '备注一下',
    '说明书',
    '合计小姐的好朋友们',
  ])('is none where a word only begins like one: %s', async (name) => {
    const { rows, file } = await readAsRoster(`昵称,用户ID\n小明,${id}\n${name},\n`);
    expect(rows[1]).toMatchObject({ kind: 'rejected', code: 'missing_user_id', nickname: name });
    expect(file.skipped.footers).toEqual([]);
  });
});
