import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFieldValue } from '../../../src/sync/plan/to-field-value.ts';

const today = '2026-05-16';
const number = (text: string) => toFieldValue({ kind: 'number' }, text, today);

describe('a number field', () => {
  it.each([
    ['12', '12'],
    [' 12 ', '12'],
    ['-3', '-3'],
    ['+3', '3'],
    ['007', '7'],
    ['1.50', '1.5'],
    ['1,234', '1234'],
    ['1,234,567.8', '1234567.8'],
  ])('takes %j as %s', (text, value) => {
    expect(number(text)).toBe(value);
  });

  it.each([
    '',
    ' ',
    '1,2',
    '12,34',
    '1,2345',
    '0x1F',
    '0b11',
    '0o7',
    '1e3',
    'Infinity',
    'NaN',
    '1.',
    '.5',
    '1 2',
    '一',
  ])('does not take %j', (text) => {
    expect(number(text)).toBeNull();
  });

  it('gives back whatever it takes unchanged', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(number(String(value))).toBe(String(value));
      }),
    );
  });
});
