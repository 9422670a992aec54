import { describe, expect, it } from 'vitest';
import { isKnownNotToFit, nearlyFull } from '../../src/sync/table-room.ts';

const room = (rows: number, refusedAt: number | null = null) => ({ rows, refusedAt, told: 0 });

describe('a table', () => {
  it.each([
    [15_999, null, null],
    [16_000, null, [20_000, 80]],
    [18_000, null, [20_000, 90]],
    [20_000, null, [20_000, 90]],
    // More than the documents say: another plan.
    [20_001, null, null],
    [40_000, null, [50_000, 80]],
    [60_000, null, null],
    [1_700, 2_000, [2_000, 80]],
  ])('with %i records, refused at %s, is told of as %j', (rows, refusedAt, told) => {
    const [limit, percent] = told ?? [];
    const expected = told === null ? null : { table: 'enrollments', rows, limit, percent };
    expect(nearlyFull('enrollments', room(rows, refusedAt))).toEqual(expected);
  });

  it.each([
    [19_900, null, 5_000, false],
    [1_900, 2_000, 99, false],
    [1_900, 2_000, 100, true],
    [2_100, 2_000, 0, false],
  ])('with %i records, refused at %s, is known not to hold %i more: %s', (rows, refusedAt, more, known) => {
    expect(isKnownNotToFit(room(rows, refusedAt), more)).toBe(known);
  });
});
