import { describe, expect, it } from 'vitest';
import { isQuiet } from '../../src/bot/quiet-hours.ts';

describe('people are left alone at night, by the clock of Shanghai', () => {
  it.each([
    ['2026-11-28T21:59:59.999+08:00', false],
    ['2026-11-28T22:00:00.000+08:00', true],
    ['2026-11-29T00:00:00.000+08:00', true],
    ['2026-11-29T07:59:59.999+08:00', true],
    ['2026-11-29T08:00:00.000+08:00', false],
    // In the north it is summer; Shanghai has no summer time.
    ['2026-07-01T08:00:00.000+08:00', false],
    ['2026-07-01T07:59:59.999+08:00', true],
  ])('%s', (time, quiet) => {
    expect(isQuiet(Date.parse(time))).toBe(quiet);
  });
});
