import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDamagedCopy } from '../../src/roster/damaged-copy.ts';

describe('a text with lost characters', () => {
  it.each([
    ['小明??', '小明😀'],
    ['小明?', '小明😀'],
    ['??野家的小猫', '𠮷野家的小猫'],
    ['Zo?', 'Zoë'],
    ['????小李', '안녕小李'],
    ['?', '好'],
    ['小\ufffd明', '小红明'],
  ])('%s is a copy of %s', (text, good) => {
    expect(isDamagedCopy(text, good)).toBe(true);
  });

  it.each([
    ['小明', '小红'],
    ['小明?', '小明?'],
    ['小明?', '小明'],
    ['你好?', '再见😀'],
    ['?', '太长的名字'],
    ['a?c', 'abbbc'],
    ['小红', '小明?'],
  ])('%s is none of %s', (text, good) => {
    expect(isDamagedCopy(text, good)).toBe(false);
  });

  it('is recognized whatever a code page has lost of it', () => {
    const character = fc.constantFrom(...'小明AB😀𠮷ë.*+?^$(){}|[]\\');
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 12 }), (characters) => {
        const good = characters.join('');
        const text = characters
          .map((each) => (/[😀𠮷ë]/u.test(each) ? '?'.repeat(each.length) : each))
          .join('');
        expect(isDamagedCopy(text, good)).toBe(text !== good);
      }),
    );
  });

  it('takes no time to speak of, however many there are', () => {
    expect(isDamagedCopy('?a'.repeat(2_000), 'a'.repeat(7_000))).toBe(false);
  });
});
