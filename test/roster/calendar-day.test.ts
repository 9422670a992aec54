import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAsWritten, isCalendarDay, readDay } from '../../src/roster/calendar-day.ts';
import { today } from './read.ts';

describe('a learning date', () => {
  it.each([
    ['2026-05-01', '2026-05-01'],
    ['2026-5-1', '2026-05-01'],
    ['2026-05-01 23:59:59', '2026-05-01'],
    ['2026-05-01T00:00:00', '2026-05-01'],
    ['2026-05-01 10:20:30.0', '2026-05-01'],
    ['2026/5/1 9:05', '2026-05-01'],
    ['2026.04.02', '2026-04-02'],
    ['2026年5月1日', '2026-05-01'],
    ['2026年5月1日 9:05', '2026-05-01'],
    ['20260501', '2026-05-01'],
    ['２０２６－０５－０１', '2026-05-01'],
    ['2026-05-01\t', '2026-05-01'],
    ['45413', '2024-05-01'],
    ['45412.999999', '2024-05-01'],
    ['2026-05-01T09:05:00+08:00', '2026-05-01'],
    ['2026-05-01T01:05:00.000Z', '2026-05-01'],
    ['2026-04-30T16:00:00.000Z', '2026-05-01'],
    ['2026年5月1日 星期五', '2026-05-01'],
    ['2026年5月1日星期五', '2026-05-01'],
    ['星期五 2026-05-01', '2026-05-01'],
    ['周五, 2026/5/1 9:05', '2026-05-01'],
    ['2026-05-01 周五 09:05', '2026-05-01'],
    ['2026/5/1 上午 9:05', '2026-05-01'],
    ['2026年5月1日下午3:05', '2026-05-01'],
    ['2026/05/01 09:05 PM', '2026-05-01'],
    ['2026-05-01 AM 9:05:30', '2026-05-01'],
    ['2026年05月01日 09时05分30秒', '2026-05-01'],
    ['2026-5-1 9时5分', '2026-05-01'],
    ['2026-05-01 09:05:30.123456', '2026-05-01'],
    ['20260501090530', '2026-05-01'],
    ['20260501T090530', '2026-05-01'],
    ['2026-05-01 09:05:30+08', '2026-05-01'],
    ['2026-05-01（周五）', '2026-05-01'],
    ['2026-05-01(星期五) 09:05', '2026-05-01'],
    ['2026年5月1日，星期五', '2026-05-01'],
    ['2026-05-01 週五', '2026-05-01'],
    ['2026 年 5 月 1 日', '2026-05-01'],
    ['2026年5月1号', '2026-05-01'],
    ['2026年5月1日9时', '2026-05-01'],
    ['2026-05-01 下午3点', '2026-05-01'],
    ['2026-05-01 3:05 下午', '2026-05-01'],
    ['2026-05-01, 9:05:30 a.m.', '2026-05-01'],
    ['2026-05-01 04:05 PM+09:00', '2026-05-01'],
    ['45413.75', '2024-05-01'],
    ['2010-01-01', '2010-01-01'],
    ['2028-11-24', '2028-11-24'],
    ['2024-02-29', '2024-02-29'],
  ])('%j is %s', (text, day) => {
    expect(readDay(text, today)).toEqual({ kind: 'accepted', day });
  });

  it.each([
    ['', 'missing_date'],
    ['--', 'missing_date'],
    ['2026-02-30', 'invalid_date'],
    ['2026-13-01', 'invalid_date'],
    ['2025-02-29', 'invalid_date'],
    ['2026-05-01 24:00', 'invalid_date'],
    ['2026-05-01 10:60', 'invalid_date'],
    ['2026-05/01', 'invalid_date'],
    ['26/5/1', 'invalid_date'],
    ['5/1/2026', 'invalid_date'],
    ['########', 'invalid_date'],
    ['上周五', 'invalid_date'],
    ['05/06/2026', 'invalid_date'],
    ['1777597500', 'invalid_date'],
    ['1777597500000', 'invalid_date'],
    ['2026-05', 'invalid_date'],
    ['5月1日', 'invalid_date'],
    ['2026-05-01T20:00:00Z', 'invalid_date'],
    ['2026-05-01T00:30:00+09:00', 'invalid_date'],
    ['20260501096030', 'invalid_date'],
    ['2026-05-01 23:00:00-05', 'invalid_date'],
    ['2026-05-01至2026-05-03', 'invalid_date'],
    ['2026-05-01 周八', 'invalid_date'],
    ['0000-00-00 00:00:00', 'invalid_date'],
    ['2026-05-01 2026-05-02', 'invalid_date'],
    ['1970-01-01 08:00:00', 'date_out_of_range'],
    ['2009-12-31', 'date_out_of_range'],
    ['2028-11-25', 'date_out_of_range'],
    ['2099-01-01', 'date_out_of_range'],
    ['12345', 'date_out_of_range'],
  ])('%j is rejected as %s', (text, code) => {
    expect(readDay(text, today)).toEqual({ kind: 'rejected', code });
  });

  it('may be two years ahead of a leap day', () => {
    expect(readDay('2030-02-28', '2028-02-29').kind).toBe('accepted');
    expect(readDay('2030-03-01', '2028-02-29').kind).toBe('rejected');
  });
});

const anyDay = fc
  .date({ min: new Date('2010-01-01T00:00:00Z'), max: new Date('2028-11-24T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('every calendar day', () => {
  it('is read alike in every format, with and without a time', () => {
    const time = fc.constantFrom('', ' 0:00', ' 09:05', ' 23:59:59');
    fc.assert(
      fc.property(anyDay, time, (day, clock) => {
        const [year = '', month = '', date = ''] = day.split('-');
        const [m, d] = [Number(month), Number(date)];
        const texts = [
          day,
          `${year}/${m}/${d}`,
          `${year}.${month}.${date}`,
          `${year}年${m}月${d}日`,
          year + month + date,
        ];
        for (const text of texts) expect(dayAsWritten(text + clock)).toBe(day);
      }),
    );
  });

  it('is read from the serial number of a spreadsheet', () => {
    fc.assert(
      fc.property(anyDay, fc.double({ min: 0, max: 0.999, noNaN: true }), (day, timeOfDay) => {
        const serial = (Date.parse(day) - Date.UTC(1899, 11, 30)) / 86_400_000;
        expect(dayAsWritten(String(serial))).toBe(day);
        expect(dayAsWritten((serial + timeOfDay).toFixed(5))).toBe(day);
      }),
    );
  });

  it('is recognised in its canonical form only', () => {
    fc.assert(fc.property(anyDay, isCalendarDay));
    for (const text of ['2026-02-30', '2026-5-1', '20260501', ' 2026-05-01', '2026-05-01T00', '']) {
      expect(isCalendarDay(text)).toBe(false);
    }
  });
});
