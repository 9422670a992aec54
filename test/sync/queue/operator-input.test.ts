import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDay } from '../../../src/roster/calendar-day.ts';
import { parseOperatorInput } from '../../../src/sync/queue/operator-input.ts';

const now = new Date('2026-11-24T02:00:00Z');
const read = (course: string | null, day: string | null) => parseOperatorInput({ course, day }, now);

describe('a learning date that an operator gives', () => {
  it.each(['2010-01-01', '2024-02-29', '2026-05-16', '2028-11-24'])('%s is taken', (day) => {
    expect(read(null, day)).toEqual({ kind: 'accepted', said: { course: null, day } });
  });

  it.each([
    ...['1900-01-01', '2009-12-31', '2028-11-25', '9999-12-31', '0026-05-16', '2026-02-30', '2025-02-29'],
    ...['', '26-05-16', '2026/05/16', '2026-5-16', ' 2026-05-16', '2026-05-16T00:00', '46158', 'today'],
  ])('%j is refused', (day) => {
    expect(read('入门', day)).toEqual({ kind: 'refused', field: 'day' });
  });

  it('has the bounds of a date in a file, and today is the day in China', () => {
    const anyDay = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(anyDay, (date) => {
        const day = date.toISOString().slice(0, 10);
        expect(read(null, day).kind === 'accepted').toBe(readDay(day, '2026-11-24').kind === 'accepted');
      }),
    );
    const lateEvening = new Date('2026-11-24T16:30:00Z');
    expect(parseOperatorInput({ course: null, day: '2028-11-25' }, lateEvening).kind).toBe('accepted');
  });
});

describe('a course that an operator gives', () => {
  it.each([
    [' 共情倾听 ', '共情倾听'],
    ['《共情\n倾听》', '《共情 倾听》'],
    ['长'.repeat(200), '长'.repeat(200)],
    ['😀'.repeat(200), '😀'.repeat(200)],
  ])('%j is kept as a course in a file is: %j', (typed, course) => {
    expect(read(typed, null)).toEqual({ kind: 'accepted', said: { course, day: null } });
  });

  it.each(['', '  ', '\u200b', '—', '#N/A', '长'.repeat(201)])('%j is refused', (course) => {
    expect(read(course, '2026-05-16')).toEqual({ kind: 'refused', field: 'course' });
  });
});

it('need not be given', () => {
  expect(read(null, null)).toEqual({ kind: 'accepted', said: { course: null, day: null } });
});
