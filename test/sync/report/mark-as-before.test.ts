import { describe, expect, it } from 'vitest';
import { markAsBefore, type ToldBefore } from '../../../src/sync/report/mark-as-before.ts';
import type { ReportedWarning, RowFailure } from '../../../src/sync/sync-report.ts';
import { sampleFailure, sampleReport } from '../../wording/sample-sync.ts';

const failed = (line: number, over: Partial<RowFailure> = {}): RowFailure =>
  sampleFailure({ line, userId: 'u_1', nickname: '甲', code: 'invalid_date', value: '昨天', ...over });
const place = (line: number) => ({ line, sheet: null });
const masked = (line: number, userId = 'u_1'): ReportedWarning => ({
  ...place(line),
  code: 'phone_masked',
  userId,
});
const refunded = (...recordIds: string[]): ReportedWarning => ({
  ...place(9),
  ...{ code: 'refunded_in_base', userId: 'u_1', recordIds },
});

const nothing: ToldBefore = { reports: [], refunds: new Set() };
const told = (failures: RowFailure[], warnings: ReportedWarning[] = []): ToldBefore => ({
  ...nothing,
  reports: [{ failures, warnings }],
});

describe('a row that failed', () => {
  const knownLines = (failures: RowFailure[], before: ToldBefore) =>
    markAsBefore(sampleReport({ failures }), before).failures.flatMap(({ line, asBefore }) =>
      asBefore ? line : [],
    );

  it.each<[string, RowFailure[], ToldBefore, number[]]>([
    ['is news the first time', [failed(5)], nothing, []],
    ['is as before wherever it stands', [failed(7, { sheet: '第12期' })], told([failed(5)]), [7]],
    ['is news with another reason', [failed(5, { code: 'missing_date' })], told([failed(5)]), []],
    ['is news with another value', [failed(5, { value: '前天' })], told([failed(5)]), []],
    ['is news for somebody else', [failed(5, { userId: 'u_2' })], told([failed(5)]), []],
    [
      'without a 用户ID goes by what is left',
      [failed(6, { userId: null })],
      told([failed(5, { userId: null })]),
      [6],
    ],
    [
      'is known as often as it was there',
      [failed(5), failed(6), failed(7)],
      told([failed(5), failed(6)]),
      [5, 6],
    ],
    [
      'is news where nobody knows what came of it',
      [failed(5, { code: 'in_doubt' })],
      told([failed(5, { code: 'in_doubt' })]),
      [],
    ],
    [
      'is known from any of the last syncs',
      [failed(5)],
      { ...nothing, reports: [...told([]).reports, ...told([failed(3)]).reports] },
      [5],
    ],
  ])('%s', (_, failures, before, expected) => {
    expect(knownLines(failures, before)).toEqual(expected);
  });
});

describe('a remark', () => {
  const isKnown = (warning: ReportedWarning, before: ToldBefore) =>
    markAsBefore(sampleReport({ warnings: [warning] }), before).warnings[0]?.asBefore === true;
  const repeat = (line: number, firstLine: number): ReportedWarning => ({
    ...place(line),
    ...{ code: 'duplicate_row', userId: 'u_1', firstLine },
  });

  it.each<[string, ReportedWarning, ToldBefore, boolean]>([
    ['about the same row is as before', masked(9), told([], [masked(5)]), true],
    ['about somebody else is news', masked(5, 'u_2'), told([], [masked(5)]), false],
    ['does not go by where its rows stand', repeat(9, 8), told([], [repeat(3, 2)]), true],
    [
      'that was as before the last time still is',
      masked(9),
      told([], [{ ...masked(5), asBefore: true }]),
      true,
    ],
    [
      'about the whole file is always said',
      { line: null, sheet: null, code: 'link_one_way' },
      told([], [{ line: null, sheet: null, code: 'link_one_way' }]),
      false,
    ],
    ['about a refund is news until it was told', refunded('rec_1'), told([], [refunded('rec_1')]), false],
    [
      'about a refund is as before once it was told',
      refunded('rec_1'),
      { ...nothing, refunds: new Set(['rec_1']) },
      true,
    ],
    [
      'about a refund is news with another record',
      refunded('rec_1', 'rec_2'),
      { ...nothing, refunds: new Set(['rec_1']) },
      false,
    ],
  ])('%s', (_, warning, before, expected) => {
    expect(isKnown(warning, before)).toBe(expected);
  });
});

it('counts what is known', () => {
  const report = sampleReport({ failures: [failed(5), failed(6, { userId: 'u_9' })], warnings: [masked(7)] });
  expect(markAsBefore(report, nothing).summary.asBefore).toBeUndefined();
  expect(markAsBefore(report, told([failed(2)], [masked(2)])).summary.asBefore).toEqual({
    failures: 1,
    warnings: 1,
  });
});
