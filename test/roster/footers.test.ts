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
    ...[',合计,41,,', '\ufeff合计'],
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

  it.each(['Summer', 'Sumi', 'Totally', '注意', '备注一下', '说明书', '合计小姐的好朋友们'])(
    'is none where a word only begins like one: %s',
    async (name) => {
      const { rows, file } = await readAsRoster(`昵称,用户ID\n小明,${id}\n${name},\n`);
      expect(rows[1]).toMatchObject({ kind: 'rejected', code: 'missing_user_id', nickname: name });
      expect(file.skipped.footers).toEqual([]);
    },
  );
});
