import { hash } from 'node:crypto';

/** Characters of base64 that are kept: 120 bits. */
const length = 20;

/** What a person is filed under, so that the file does not name anybody. */
export function hashOfPerson(key: string, userId: string): string {
  return keyedHash([key, 'person', userId]);
}

/** What a text about a person is compared by. The same text about somebody else has another hash. */
export function hashOfText(key: string, userId: string, about: string, text: string): string {
  return keyedHash([key, 'text', userId, about, text]);
}

/**
 * A sync needs 150,000 of them, and HMAC objects would take a third of a second for that. A key in front is as good with a
 * function that gives out half of its state, so that nothing can be appended to what was hashed: SHA-512/256, FIPS 180-4.
 * No part can hold the character between them, because control characters are cleaned away when a file is read.
 */
function keyedHash(parts: readonly string[]): string {
  return hash('sha512-256', parts.join('\0'), 'base64').slice(0, length);
}
