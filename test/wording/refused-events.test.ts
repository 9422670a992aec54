import { expect, it } from 'vitest';
import { explainRefusedEvent } from '../../src/wording/refused-events.ts';

it.each([
  ['encryption', /解不开.*FEISHU_ENCRYPT_KEY.*Encrypt Key/],
  ['signature', /签名不对.*FEISHU_ENCRYPT_KEY.*反向代理/],
  ['token', /FEISHU_VERIFICATION_TOKEN.*Verification Token/],
] as const)('an event refused for its %s names the setting to check', (why, sentence) => {
  expect(explainRefusedEvent(why)).toMatch(sentence);
});

it('an old event, sent again, is nothing to mend', () => {
  expect(explainRefusedEvent('age')).toBeNull();
});
