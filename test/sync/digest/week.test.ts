import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter, daysBetween, weekDueAt } from '../../../src/sync/digest/week.ts';
import { todayIn } from '../../../src/sync/today-in.ts';

const lastWeek = { first: '2026-05-11', last: '2026-05-17' };

describe('the week that is due', () => {
  it.each<[string, object | null]>([
    ['2026-05-17T23:59:59+08:00', null],
    ['2026-05-18T09:29:59+08:00', null],
    ['2026-05-18T09:30:00+08:00', lastWeek],
    ['2026-05-18T21:59:59+08:00', lastWeek],
    ['2026-05-18T22:00:00+08:00', null],
    ['2026-05-19T10:00:00+08:00', null],
    ['2026-01-05T10:00:00+08:00', { first: '2025-12-29', last: '2026-01-04' }],
  ])('at %s', (at, week) => {
    expect(weekDueAt(Date.parse(at))).toEqual(week);
  });

  it('is that of the seven days before a Monday in Asia/Shanghai, whenever it is', () => {
    const times = fc.integer({ min: Date.UTC(1960, 0), max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(times, (at) => {
        const week = weekDueAt(at);
        if (week === null) return;
        const today = todayIn('Asia/Shanghai', at);
        expect(new Date(today).getUTCDay()).toBe(1);
        expect([daysAfter(week.first, 7), daysAfter(week.last, 1)]).toEqual([today, today]);
        expect(daysBetween(week.first, week.last)).toBe(6);
      }),
      { numRuns: 1_000 },
    );
  });
});
