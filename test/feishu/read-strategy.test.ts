import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canFilter, groupForFilters, idFilter } from '../../src/feishu/tables/id-filter.ts';
import { startsWithFilters, switchesToFilters } from '../../src/feishu/tables/read-strategy.ts';

describe('filters or a scan', () => {
  it.each([
    ['few filters, size unknown', 4, null, true],
    ['many filters, size unknown', 5, null, false],
    ['cheaper filters', 3, 2_000, true],
    ['equal cost', 4, 2_000, false],
    ['an empty table', 1, 0, false],
    ['ids that cannot be filtered', Number.POSITIVE_INFINITY, 1_000_000, false],
  ])('%s', (_name, filterCalls, rows, expected) => {
    expect(startsWithFilters(filterCalls, rows)).toBe(expected);
  });

  it.each([
    ['the other pages cost more', 10, 20_000, true],
    ['the other pages cost as much', 3, 2_000, false],
    ['there is no other page', 1, 500, false],
  ])('a scan goes on or not: %s', (_name, filterCalls, rows, expected) => {
    expect(switchesToFilters(filterCalls, rows)).toBe(expected);
  });
});

describe('filters', () => {
  const usual = Array.from({ length: 100 }, (_, n) => `u_65a1b2c3d4e5f_${String(n).padStart(10, '0')}`);

  it('look for the ends of ids, whatever stands around them', () => {
    expect(idFilter(['u_65a1b2c3d4e5f_AbCdEfGhIj'])).toEqual({
      conjunction: 'or',
      conditions: [{ field_name: '用户ID', operator: 'contains', value: ['b2c3d4e5f_AbCdEfGhIj'] }],
    });
  });

  it('take no character apart', () => {
    const [condition] = idFilter(['𠮷'.repeat(25)]).conditions;
    expect(condition?.value).toEqual(['𠮷'.repeat(20)]);
  });

  it('hold 25 usual ids', () => {
    expect(groupForFilters(usual, 50).map(({ length }) => length)).toEqual([25, 25, 25, 25]);
  });

  it('hold no more than Feishu has been found to take', () => {
    expect(groupForFilters(usual.slice(0, 5), 2).map(({ length }) => length)).toEqual([2, 2, 1]);
  });

  it('stay short enough and leave nobody out', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 8, maxLength: 40, unit: 'binary' }), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 50 }), (all, most) => {
        const groups = groupForFilters(all, most);
        expect(groups.flat()).toEqual(all);
        for (const group of groups) {
          expect(group.length).toBeLessThanOrEqual(most);
          expect(JSON.stringify(idFilter(group)).length).toBeLessThan(2_000);
        }
      }),
    );
  });

  it('are of no use for short ids', () => {
    expect(canFilter(new Set(usual))).toBe(true);
    expect(canFilter(new Set([...usual, 'u_12345']))).toBe(false);
  });
});
