import { describe, expect, it } from 'vitest';
import { proposeDay } from '../../src/roster/propose-day.ts';

const today = '2026-05-20';

describe('the day that a file name speaks of', () => {
  it.each([
    ['学员名单_20260516.csv', '2026-05-16'],
    ['用户列表导出_20260516103059.csv', '2026-05-16'],
    ['2026-5-16 入门.xlsx', '2026-05-16'],
    ['入门2026.05.16.csv', '2026-05-16'],
    ['入门_2026_05_16_名单.csv', '2026-05-16'],
    ['入门２０２６年５月１６日.csv', '2026-05-16'],
    ['《入门》5月16日.csv', '2026-05-16'],
    ['结业12月30日.csv', '2025-12-30'],
    ['入门5月16日_20260516.csv', '2026-05-16'],
  ])('%s', (fileName, day) => {
    expect(proposeDay(fileName, today)).toBe(day);
  });

  it.each([
    '名单.csv',
    '第12期.csv',
    '20260501至20260516.csv',
    '5月1日至5月3日.csv',
    '20261345.csv',
    '2026年2月30日.csv',
    '订单202605161030591234.csv',
    '19900000001.csv',
    '20990101.csv',
  ])('is not to be found in %s', (fileName) => {
    expect(proposeDay(fileName, today)).toBeNull();
  });
});
