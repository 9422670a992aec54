import { expect, it } from 'vitest';
import { proposeDay } from '../../src/roster/propose-day.ts';

it.each([
  ['学员列表_20260516.csv', '2026-05-16'],
  ['2026-05-16 名单.xlsx', '2026-05-16'],
  ['名单2026.5.6.csv', '2026-05-06'],
  ['2026年5月16日名单(1).csv', '2026-05-16'],
  ['20260516_103000.csv', '2026-05-16'],
  ['《入门》5月16日.csv', '2026-05-16'],
  ['5月16号名单 2026-05-16.csv', '2026-05-16'],
  ['12月30日.csv', '2025-12-30'],
  ['2月29日.csv', null],
  ['名单.csv', null],
  ['第12期.csv', null],
  ['订单2026051610300012.csv', null],
  ['20261345.csv', null],
  ['19990516.csv', null],
  ['20260516-20260518.csv', null],
  ['5月16日和5月17日.csv', null],
])('%s proposes %s', (fileName, day) => {
  expect(proposeDay(fileName, '2026-05-20')).toBe(day);
});
