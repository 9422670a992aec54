import { expect, it } from 'vitest';
import { decrypt } from '../../../src/feishu/events/decrypt.ts';
import { encrypt } from './deliveries.ts';

it('the official example is decrypted', () => {
  expect(decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key')).toBe('hello world');
});

it.each(['', '学员名单'.repeat(1_000), '{"a":"\\/"}'])('what was encrypted is decrypted: %#', (text) => {
  expect(decrypt(encrypt(text, 'key'), 'key')).toBe(text);
});

it.each(['', 'AAAA', '!'])('what is not encrypted at all is not: %#', (encrypted) => {
  expect(decrypt(encrypted, 'key')).toBeNull();
});
