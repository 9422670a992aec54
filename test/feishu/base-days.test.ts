import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseDays } from '../../src/feishu/tables/base-days.ts';

const shanghai = { timeZone: 'Asia/Shanghai', since: 0 };
const changed = Date.UTC(2026, 5, 1);
const now = Date.UTC(2026, 6, 1);
const before = changed - 1;
const day = '2026-05-16';
const inShanghai = Date.UTC(2026, 4, 15, 16);
const inTokyo = Date.UTC(2026, 4, 15, 15);
const inNewYork = Date.UTC(2026, 4, 16, 4);

describe('the days of a Base', () => {
  it('seen for the first time are all of its zone', () => {
    const days = baseDays('Asia/Tokyo', [], now);
    expect(days.zones).toEqual([{ timeZone: 'Asia/Tokyo', since: 0 }]);
    expect(days.dayOf(inTokyo, before)).toBe(day);
  });

  it('in the zone that is known change nothing', () => {
    expect(baseDays('Asia/Shanghai', [shanghai], now).zones).toEqual([shanghai]);
  });

  it('in another zone are of it from now on', () => {
    const days = baseDays('Asia/Tokyo', [shanghai], now);
    expect(days.zones).toEqual([shanghai, { timeZone: 'Asia/Tokyo', since: now }]);
    expect(days.timeZone).toBe('Asia/Tokyo');
  });

  it.each(['Asia/Beijing', 'Asia/Hong_Kong', 'Asia/Singapore', 'Asia/Taipei', ''])(
    'are the same in %j as in Shanghai',
    (name) => {
      expect(baseDays(name, [shanghai], now).zones).toEqual([shanghai]);
    },
  );

  it('are others in a zone that has summer time, whatever the season', () => {
    const madrid = { timeZone: 'Europe/Madrid', since: 0 };
    for (const month of [0, 6]) {
      const at = Date.UTC(2026, month, 10);
      expect(baseDays('Africa/Lagos', [madrid], at).zones).toHaveLength(2);
    }
  });
});

describe('a Base whose zone was changed', () => {
  const tokyo = { timeZone: 'Asia/Tokyo', since: changed };
  const days = baseDays('Asia/Tokyo', [shanghai, tokyo], now);

  it.each<[string, number, number | null, string]>([
    ['a record from before', inShanghai, before, day],
    ['a record from afterwards', inTokyo, changed, day],
    ['a record from before that somebody has edited since', inTokyo, before, day],
    ['a record of which nobody knows when it was created', inShanghai, null, day],
    ['the same, from afterwards', inTokyo, null, day],
    ['a record from before with a time of day', inShanghai + 3_600_000, before, day],
    ['a record from afterwards with a time of day', inTokyo - 3_600_000, changed, '2026-05-15'],
  ])('reads the day of %s as it was meant', (_what, instant, createdAt, expected) => {
    expect(days.dayOf(instant, createdAt)).toBe(expected);
  });

  it('writes a day in the zone that held when that was decided', () => {
    expect([days.startOf(day, before), days.startOf(day, changed)]).toEqual([inShanghai, inTokyo]);
  });

  it('and then turned back knows all three times', () => {
    const again = baseDays('Asia/Shanghai', [shanghai, tokyo], now);
    expect(again.zones).toHaveLength(3);
    const created = [before, changed, now];
    expect(created.map((at) => again.dayOf(again.startOf(day, at), at))).toEqual([day, day, day]);
  });

  it('reads whatever day it has written, in any zones', () => {
    const zone = fc.constantFrom('Asia/Shanghai', 'Asia/Tokyo', 'America/New_York', 'Asia/Kathmandu');
    const instant = fc.integer({ min: Date.UTC(2015, 0, 1), max: now });
    const date = fc
      .date({ min: new Date('2015-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10));
    fc.assert(
      fc.property(zone, zone, zone, instant, instant, date, (first, second, third, since, at, written) => {
        const known = [
          { timeZone: first, since: 0 },
          { timeZone: second, since },
        ];
        const all = baseDays(third, known, now);
        expect(all.dayOf(all.startOf(written, at), at)).toBe(written);
      }),
    );
    expect(baseDays('America/New_York', [shanghai], now).dayOf(inNewYork, now)).toBe(day);
  });
});
