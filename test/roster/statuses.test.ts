import { describe, expect, it } from 'vitest';
import { readAsRoster } from './read.ts';

const ids = Array.from({ length: 9 }, (_, index) => `u_7f74bf20f876f_000000000${index}`);

async function readStatuses(title: string, statuses: readonly string[]) {
  const rows = statuses.map((status, index) => `${ids[index]},学员${index},入门,2026-05-01,${status}`);
  return readAsRoster([`用户ID,昵称,课程,学习日期,${title}`, ...rows].join('\n'));
}

describe('a row whose order', () => {
  it.each([
    ...['已退款', '退款中', '退款成功', '全额退款'].map((status) => [status, 'refunded'] as const),
    ...['已取消', '已关闭', '交易关闭'].map((status) => [status, 'canceled'] as const),
    ...['待支付', '未支付'].map((status) => [status, 'unpaid'] as const),
  ])('is %s is no enrollment', async (status, code) => {
    for (const title of ['订单状态', '报名状态', '支付状态', '退款状态', '状态', '訂單狀態']) {
      const { rows, warnings } = await readStatuses(title, [status, '已支付']);
      expect(rows).toMatchObject([
        { kind: 'not_enrolled', code, status, userId: ids[0], course: '入门', day: '2026-05-01' },
        { kind: 'valid', status: '已支付' },
      ]);
      expect(warnings).toEqual([]);
    }
  });

  it.each(['部分退款', '退款失败', '退款关闭', '待领取', '已退款到账'])(
    'is %s is one, and the word is named once',
    async (status) => {
      const { rows, warnings } = await readStatuses('订单状态', [status, status, '']);
      expect(rows.map(({ kind }) => kind)).toEqual(['valid', 'valid', 'valid']);
      expect(warnings).toEqual([
        { line: null, code: 'status_unknown', values: [{ value: status, rows: 2 }] },
      ]);
    },
  );

  it('has a state of something else, under a bare title, is none of our business', async () => {
    const { rows, warnings } = await readStatuses('状态', ['已退款', '在读']);
    expect(rows.map(({ kind }) => kind)).toEqual(['valid', 'valid']);
    expect(warnings).toEqual([]);
  });

  it('stands under a bare title counts whatever the line that closes the list holds there', async () => {
    const { rows } = await readAsRoster(
      `用户ID,昵称,状态\n${ids[0]},甲,已退款\n${ids[1]},乙,有效\n合计,,2人\n`,
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['not_enrolled', 'valid']);
  });

  it('is named for its words only if it is written', async () => {
    const { warnings } = await readAsRoster(
      [
        '用户ID,昵称,订单状态,退款状态',
        `${ids[0]},甲,待领取,已退款`,
        ',乙,待领取,',
        `${ids[2]},丙,待领取,`,
        '合计,,3,',
      ].join('\n'),
    );
    expect(warnings).toEqual([
      { line: null, code: 'status_unknown', values: [{ value: '待领取', rows: 1 }] },
    ]);
  });

  it('is damaged says nothing', async () => {
    const { rows, warnings } = await readStatuses('状态', ['#REF!', '已退款']);
    expect(rows).toMatchObject([
      { kind: 'valid', status: '', warnings: [{ code: 'damaged_value', field: '报名状态' }] },
      { kind: 'not_enrolled' },
    ]);
    expect(warnings).toEqual([]);
  });

  it('is paid in one column and refunded in another is no enrollment', async () => {
    const roster = await readAsRoster(
      `用户ID,昵称,订单状态,退款状态\n${ids[0]},甲,已支付,退款成功\n${ids[1]},乙,已支付,\n`,
    );
    expect(roster.rows).toMatchObject([{ kind: 'not_enrolled' }, { kind: 'valid', status: '已支付' }]);
  });

  it('is refunded needs no course and no date that can be read', async () => {
    const roster = await readAsRoster(
      `用户ID,课程,学习日期,订单状态\n${ids[0]},入门,2026-05-01,\n${ids[1]},,上周五,已退款\n`,
    );
    expect(roster.rows[1]).toMatchObject({ kind: 'not_enrolled', course: null, day: null });
  });
});
