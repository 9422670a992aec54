import { expect, it } from 'vitest';
import { inertText } from '../../../src/feishu/chat/inert-text.ts';

it.each([
  ['<at user_id="all"></at>', '<\u200bat user_id="all"><\u200b/at>'],
  ['<b>bold</b>', '<\u200bb>bold<\u200b/b>'],
  ['[here](https://example.com)', '[here]\u200b(https://example.com)'],
  ['half a character \ud83d', 'half a character '],
  ['处理完毕！\n失败0条。[1]', '处理完毕！\n失败0条。[1]'],
])('%j cannot be markup', (text, inert) => {
  expect(inertText(text)).toBe(inert);
});

it('text of any length stays within what Feishu takes', () => {
  for (const text of ['课', '<', '👩', '\ud83d'].map((each) => each.repeat(200_000)))
    expect(Buffer.byteLength(JSON.stringify(JSON.stringify({ text: inertText(text) })))).toBeLessThan(
      150_000,
    );
});
