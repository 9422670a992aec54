import { expect, it } from 'vitest';
import { cannotRead } from '../../src/wording/cli-sentences.ts';
import { noDataIn } from '../../src/wording/forget-sentences.ts';
import { printable } from '../../src/wording/printable.ts';

it.each([
  ['名单 2026（第12期）😀.csv', '名单 2026（第12期）😀.csv'],
  ['a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['a\r\nb\u0000', 'a\\u000d\\u000ab\\u0000'],
  ['\u009b31m', '\\u009b31m'],
  ['fdp.\u202evsc', 'fdp.\\u202evsc'],
])('%j is printed as %s', (text, printed) => {
  expect(printable(text)).toBe(printed);
});

it('arguments of a command reach the terminal as text only', () => {
  for (const sentence of [cannotRead('\u001b]0;x\u0007.csv'), noDataIn('\u001b[31m')]) {
    expect(sentence).not.toMatch(/\p{Cc}/u);
  }
});
