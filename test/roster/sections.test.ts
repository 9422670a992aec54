import { describe, expect, it } from 'vitest';
import { readAsRoster, validRows } from './read.ts';

const one = 'u_7f74bf20f876f_0000000001';
const two = 'u_7f74bf20f876f_0000000002';

describe('a header among the rows, where files were joined', () => {
  it.each([
    '用户ID,昵称,手机号',
    '\ufeff用户ID,昵称,手机号',
    ' 用户id , 昵称* ,手机号：',
    '"用户ID","昵称","手机号"',
  ])('with the same columns is skipped: %j', async (again) => {
    const roster = await readAsRoster(`用户ID,昵称,手机号\n${one},甲,\n${again}\n${two},乙,\n`);
    expect(roster.rows.map(({ line }) => line)).toEqual([2, 4]);
    expect(roster.warnings).toEqual([]);
  });

  it.each([
    ['in another order', '用户ID,手机号,昵称', `${two},19900000002,乙`],
    ['with other columns', '昵称,备注,用户ID,手机号', `乙,x,${two},19900000002`],
    ['with a column more that is not read', '用户ID,昵称,手机号,备注', `${two},乙,19900000002,x`],
  ])('%s begins a new section, with one remark', async (_, again, row) => {
    const roster = await readAsRoster(`用户ID,昵称,手机号\n${one},甲,19900000001\n${again}\n${row}\n`);
    expect(validRows(roster).map(({ learner }) => learner)).toMatchObject([
      { userId: one, nickname: '甲', phone: '19900000001' },
      { userId: two, nickname: '乙', phone: '19900000002' },
    ]);
    expect(roster.warnings).toEqual([{ line: 3, code: 'section_changed' }]);
  });

  it('is none if it lacks the 用户ID: somebody may be called 昵称', async () => {
    const roster = await readAsRoster(`用户ID,昵称\n${one},昵称\n`);
    expect(validRows(roster)[0]?.learner.nickname).toBe('昵称');
  });

  it('needs no more than the 用户ID and one other title that is known', async () => {
    const roster = await readAsRoster(`用户ID,昵称,订单状态\n${one},甲,\n用户ID,订单状态\n${two},已支付\n`);
    expect(validRows(roster).map(({ learner, status }) => [learner.userId, status])).toEqual([
      [one, ''],
      [two, '已支付'],
    ]);
  });

  it('with titles of several lines is the same', async () => {
    const header = '用户ID,昵称,"手机号\n(必填)"';
    const roster = await readAsRoster(`${header}\n${one},甲,\n${header}\n${two},乙,\n`);
    expect(roster.rows.map(({ line }) => line)).toEqual([3, 6]);
    expect(roster.warnings).toEqual([]);
  });

  it('decides for its own rows whether the operator is asked', async () => {
    const roster = await readAsRoster(`用户ID,昵称,课程\n${one},甲,入门\n用户ID,昵称\n${two},乙\n`);
    expect(roster.hasCourseColumn).toBe(false);
    expect(validRows(roster).map(({ course }) => course)).toEqual(['入门', null]);
  });
});
