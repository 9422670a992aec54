import { describe, expect, it } from 'vitest';
import { isRowAbout, isSyncAbout, soughtOf } from '../../src/sync/search.ts';
import type { RowChange } from '../../src/sync/sync-changes.ts';
import { sampleSummary, sampleSync } from '../wording/sample-sync.ts';

describe('a sync is found', () => {
  const sync = sampleSync({
    number: 37,
    fileName: '五月名单（１）.CSV',
    askedBy: { name: 'Wang 小明', openId: null },
    input: { course: '共情倾听', day: null, addUnderNewDate: false, confirmed: [] },
    summary: sampleSummary({ courses: ['非暴力沟通入门', 'NVC 深化'] }),
  });

  it.each([
    '五月',
    '.csv',
    '(1)',
    '小明',
    'wang',
    '共情',
    '深化',
    'nvc　深化',
    '37',
    '#37',
    '＃37',
    ' 37 ',
    '',
  ])('by %j', (typed) => expect(isSyncAbout(sync, soughtOf(typed))).toBe(true));

  it.each(['六月', '3', '#3', '377', 'u_1'])('not by %j', (typed) =>
    expect(isSyncAbout(sync, soughtOf(typed))).toBe(false),
  );
});

describe('a row is found', () => {
  const row: RowChange = {
    ...{ line: 51, sheet: null, userId: 'u_7F', nickname: '小 明', kinds: ['update_learner'] },
    ...{ course: '入门', day: '2026-05-16', code: null },
    cells: [{ field: '城市', before: '北京', after: '上海' }],
  };

  it.each(['51', 'u_7f', '小 明', '入门', '05-16', '北京', '上海'])('by %j', (typed) =>
    expect(isRowAbout(row, soughtOf(typed))).toBe(true),
  );

  it.each(['51 6', '511', '城市', '小明', 'update'])('not by %j', (typed) =>
    expect(isRowAbout(row, soughtOf(typed))).toBe(false),
  );
});
