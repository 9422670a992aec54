import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../src/roster/phone.ts';

describe('a phone', () => {
  it.each([
    ['19900001234'],
    ['+86-19900001234'],
    ['+86 199-0000-1234'],
    ['8619900001234'],
    ['008619900001234'],
    ['(+86)19900001234'],
    ['１９９００００１２３４'],
    ['="19900001234"'],
    ['=19900001234'],
    ["'19900001234"],
    ['199 0000 1234'],
    ['19900001234;'],
  ])('%s is 19900001234', (text) => {
    expect(readPhone(text)).toEqual({ kind: 'accepted', phone: '19900001234', warning: null });
  });

  it.each([
    ['', '', null],
    ['--', '', null],
    ['+49-15112345678', '+4915112345678', null],
    ['0049 151 12345678', '+4915112345678', null],
    ['010-12345678', '01012345678', null],
    ['199****0001', '', 'phone_masked'],
    ['1990000****', '', 'phone_masked'],
    ['199000030', '', 'phone_invalid'],
    ['+86 1990000', '', 'phone_invalid'],
    ['199000012345', '', 'phone_invalid'],
    ['微信同号', '', 'phone_invalid'],
    ['#N/A', '', null],
    ['19900001234.0', '19900001234', null],
    ['+4915112345678.0', '+4915112345678', null],
    ['19900001234(微信同号)', '19900001234', null],
    ['手机：19900001234', '19900001234', null],
    ['tel:+86 199-0000-1234', '19900001234', null],
    ['19900003101（工作）19900003102（家）', '19900003101', 'phone_multiple'],
    ['微信 123456789', '', 'phone_invalid'],
    ['2166668888', '2166668888', null],
    ['4915112345678', '4915112345678', null],
    ['400-820-8820', '400-820-8820', null],
    ['010-12345678转801', '010-12345678转801', null],
    ['010-12345678 转 801', '010-12345678 转 801', null],
    ['（010）12345678-801', '(010)12345678-801', null],
    ['010-12345678分机801', '010-12345678分机801', null],
    ['+86-10-12345678', '01012345678', null],
    ['0086 21 66668888', '02166668888', null],
    ['+852 91234567 张女士', '+85291234567', null],
    ['85291234567 (WhatsApp)', '85291234567', null],
    ['电话：400-820-8820', '400-820-8820', null],
    ['公司：010-12345678转801', '010-12345678转801', null],
    ['4915112345678 微信同号', '4915112345678', null],
    ['微信 98765432', '', 'phone_invalid'],
    ['QQ 98765432', '', 'phone_invalid'],
    ['19900001234 2班', '19900001234', null],
    ['手机19900003101转19900003102', '19900003101', 'phone_multiple'],
    ['QQ 1234567-8', '', 'phone_invalid'],
    ['2026-05-01', '', 'phone_invalid'],
    ['2026.05.01', '', 'phone_invalid'],
    ['2026-05-01 19900001234', '19900001234', null],
    ['请加微信', '', 'phone_invalid'],
    ['19900003101;19900003102', '19900003101', 'phone_multiple'],
    ['19900003101 / 19900003102', '19900003101', 'phone_multiple'],
    ['19900003101 19900003102', '19900003101', 'phone_multiple'],
    ['19900003101\n19900003102', '19900003101', 'phone_multiple'],
    ['199****3101、19900003102', '19900003102', 'phone_multiple'],
    ['19900003101，19900003101', '19900003101', null],
  ])('%j is stored as %j with the warning %s', (text, phone, warning) => {
    expect(readPhone(text)).toEqual({ kind: 'accepted', phone, warning });
  });

  it.each(['1.99E+10', '8.6138e+12', '=1.99E+10'])('%s is rejected: its digits are lost', (text) => {
    expect(readPhone(text)).toEqual({ kind: 'rejected', code: 'phone_scientific' });
  });

  const mobile = fc.integer({ min: 10_000_000_000, max: 19_999_999_999 }).map(String);

  it('is the same number however its digits are grouped and prefixed', () => {
    const prefix = fc.constantFrom('', '+86', '+86-', '86', '0086 ', '\t', "'", '`');
    const gap = fc.constantFrom('', ' ', '-', '\u2011', '\u00a0');
    fc.assert(
      fc.property(mobile, prefix, gap, gap, (number, before, first, second) => {
        const text = before + number.slice(0, 3) + first + number.slice(3, 7) + second + number.slice(7);
        expect(readPhone(text)).toEqual({ kind: 'accepted', phone: number, warning: null });
      }),
    );
  });

  it('once read, reads as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+- ;*E.') }), (text) => {
        const reading = readPhone(text);
        const phone = reading.kind === 'accepted' ? reading.phone : '';
        expect(readPhone(phone)).toEqual({ kind: 'accepted', phone, warning: null });
      }),
    );
  });
});
