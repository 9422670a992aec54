import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneDays } from '../../src/feishu/tables/zone-days.ts';

const hour = 3_600_000;

describe('the zone of a Base', () => {
  it.each([
    ['Asia/Shanghai', 'Asia/Shanghai'],
    ['Asia/Beijing', 'Asia/Shanghai'],
    ['America/New_York', 'America/New_York'],
    ['', 'Asia/Shanghai'],
    ['Mars/Olympus', 'Asia/Shanghai'],
  ])('%j means %s', (name, expected) => {
    expect(zoneDays(name).timeZone).toBe(expected);
  });
});

describe('startOf', () => {
  it.each([
    ['Asia/Shanghai', '2026-05-16', '2026-05-15T16:00:00Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z'],
    ['Asia/Kathmandu', '2026-05-16', '2026-05-15T18:15:00Z'],
    // Midnight is skipped: the day begins at 01:00.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00Z'],
    // The hour before midnight comes twice: the day begins once.
    ['America/Sao_Paulo', '2019-02-17', '2019-02-17T03:00:00Z'],
    // Midnight comes twice: the first.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00Z'],
  ])('%s %s is %s', (zone, day, expected) => {
    expect(new Date(zoneDays(zone).startOf(day)).toISOString()).toBe(expected.replace('Z', '.000Z'));
  });

  it('knows days that a zone has left out', () => {
    expect(() => zoneDays('Pacific/Apia').startOf('2011-12-30')).toThrow(RangeError);
  });

  const zones = [
    'Asia/Shanghai',
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'America/Sao_Paulo',
    'Africa/Cairo',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'UTC',
  ].map(zoneDays);
  const days = fc
    .date({ min: new Date('2010-01-01'), max: new Date('2037-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('is the first instant of its day, in every zone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), days, (zone, day) => {
        const start = zone.startOf(day);
        expect(zone.dayOf(start)).toBe(day);
        expect(zone.dayOf(start - 1) < day).toBe(true);
        expect(zone.dayOf(start + 12 * hour)).toBe(day);
      }),
    );
  });
});
