import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompleteRow } from '../../../src/sync/plan/complete-rows.ts';
import { mergeLearners } from '../../../src/sync/plan/merge-learners.ts';

function row(line: number, day: string, nickname: string, phone = '', userId = 'u_1'): CompleteRow {
  return { line, learner: { userId, nickname, phone, extras: {} }, course: '入门', day, fields: {} };
}

describe('several rows of one learner', () => {
  it.each<[string, CompleteRow[], Record<string, string>]>([
    ['the latest day wins', [row(2, '2026-05-08', '新'), row(3, '2026-05-01', '旧')], { nickname: '新' }],
    ['then the later row', [row(2, '2026-05-01', '旧'), row(3, '2026-05-01', '新')], { nickname: '新' }],
    [
      'an empty value never wins',
      [row(2, '2026-05-01', '小禾', '1'), row(3, '2026-05-08', '')],
      { nickname: '小禾', phone: '1' },
    ],
    [
      'each field for itself',
      [row(2, '2026-05-01', '', '1'), row(3, '2026-05-08', '新', '')],
      { nickname: '新', phone: '1' },
    ],
  ])('%s', (_, rows, fields) => {
    expect(mergeLearners(rows).learners).toEqual([{ userId: 'u_1', line: 2, fields }]);
  });

  it('are reported where they differ, at the row that won', () => {
    const rows = [row(2, '2026-05-01', '旧'), row(10, '2026-05-01', '新'), row(12, '2026-05-01', '新')];
    expect(mergeLearners(rows).warnings).toEqual([
      { line: 10, code: 'learner_rows_differ', userId: 'u_1', fields: ['nickname'] },
    ]);
  });

  it('do not differ in a phone that is written with and without its prefix', () => {
    const rows = [row(2, '2026-05-01', '一', '+4915112345678'), row(3, '2026-05-01', '一', '4915112345678')];
    expect(mergeLearners(rows).warnings).toEqual([]);
  });

  it('are two learners if the 用户ID differs in letter case', () => {
    const rows = [row(2, '2026-05-01', '一', '', 'u_A'), row(3, '2026-05-01', '二', '', 'u_a')];
    expect(mergeLearners(rows).learners.map(({ userId }) => userId)).toEqual(['u_A', 'u_a']);
  });
});

const anyRows = fc
  .array(
    fc.record({
      day: fc.constantFrom('2026-05-01', '2026-05-02', '2026-05-03'),
      nickname: fc.constantFrom('', '甲', '乙'),
      phone: fc.constantFrom('', '1', '2'),
      userId: fc.constantFrom('u_1', 'u_2', 'u_3'),
    }),
  )
  .map((rows) => rows.map((each, index) => row(index + 2, each.day, each.nickname, each.phone, each.userId)));

describe('for any rows', () => {
  it('every value comes from a row of that learner, and no said value is lost', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        for (const { userId, fields } of mergeLearners(rows).learners) {
          const own = rows.filter(({ learner }) => learner.userId === userId).map(({ learner }) => learner);
          for (const field of ['nickname', 'phone'] as const) {
            const said = own.map((learner) => learner[field]).filter((value) => value !== '');
            expect(said.length === 0 ? [undefined] : said).toContain(fields[field]);
          }
        }
      }),
    );
  });

  it('merging does not depend on the order of rows of different days', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['2026-05-01', '2026-05-02', '2026-05-03'], { minLength: 3 }),
        (days) => {
          const rows = days.map((day, index) => row(index + 2, day, day));
          expect(mergeLearners(rows).learners[0]?.fields).toEqual({ nickname: '2026-05-03' });
        },
      ),
    );
  });
});
