import { describe, expect, it } from 'vitest';
import { maskPhones } from '../../../src/wording/bot/shown-text.ts';

describe('phone numbers in chat', () => {
  it.each([
    ['19900001234', '199****1234'],
    ['+8619900001234', '+86199****1234'],
    ['8619900001234', '86199****1234'],
    ['+86 199-0000-1234', '+86 199****1234'],
    ['199 0000 1234', '199****1234'],
    ['甲19900001234和13800000000', '甲199****1234和138****0000'],
    ['u_19900001234', 'u_199****1234'],
  ])('%j becomes %j', (text, masked) => {
    expect(maskPhones(text)).toBe(masked);
  });

  it.each(['2026-05-16', '1990000123', '199000012345', '29900001234', 'u_619e2c0a1b2c3_AbCdEf1234', '#37'])(
    '%j is none',
    (text) => {
      expect(maskPhones(text)).toBe(text);
    },
  );
});
