import { describe, expect, it } from 'vitest';
import { changeKinds, type RowChange } from '../../src/sync/sync-changes.ts';
import { changeWord, tenseOf } from '../../src/wording/change-words.ts';
import { changesRows, changesWidths } from '../../src/wording/changes-sheet.ts';

const row: RowChange = {
  ...{ line: 4, sheet: '第12期', userId: 'u_1', nickname: '甲', course: '入门', day: '2026-05-16' },
  kinds: ['update_learner', 'create_enrollment'],
  cells: [
    { field: 'nickname', before: '旧', after: '甲' },
    { field: '城市', before: '', after: '上海' },
  ],
  code: null,
};

async function cellsOf(over: Partial<RowChange>, tense: 'planned' | 'done' = 'planned') {
  const rows: (readonly unknown[])[] = [];
  const one = (async function* () {
    yield { ...row, ...over };
  })();
  for await (const { cells } of changesRows(one, tense)) rows.push(cells);
  return rows;
}

describe('what a sync does as a sheet', () => {
  it('has a row for each row, under its titles', async () => {
    expect(await cellsOf({})).toEqual([
      ['行号', '工作表', '用户ID', '昵称', '变化', '课程', '学习日期', '改了什么', '原因'],
      [
        ...['4', '第12期', 'u_1', '甲', '更新学员资料、新增学习记录', '入门', '2026-05-16'],
        ...['昵称：旧 → 甲\n城市：（空） → 上海', ''],
      ],
    ]);
    expect(changesWidths).toHaveLength(9);
  });

  it.each([
    ['missing_user_id', '没有用户ID'],
    ['refunded', '名单里写着已退款或退款中'],
  ] as const)('says why a row is not written: %s', async (code, reason) => {
    const refused = { sheet: null, userId: null, nickname: '', kinds: ['failed' as const], code };
    const [, cells] = await cellsOf({ ...refused, course: null, day: null, cells: [] });
    expect(cells).toEqual(['4', '', '', '', '不能写入', '', '', '', reason]);
  });

  it.each(changeKinds)('never says of %s that it has happened while it is only planned', (kind) => {
    expect(changeWord(kind, 'planned')).not.toMatch(/失败|了|没有/);
  });

  it.each([
    [{ dryRun: true, finishedAt: new Date() }, 'planned'],
    [{ dryRun: false, finishedAt: null }, 'planned'],
    [{ dryRun: false, finishedAt: new Date() }, 'done'],
  ])('of %o is %s', (sync, tense) => {
    expect(tenseOf(sync)).toBe(tense);
  });
});
