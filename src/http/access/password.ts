import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares in constant time; digests have one length, so that not even the password's length shows. */
export function isPassword(given: string, password: string): boolean {
  return timingSafeEqual(digest(given), digest(password));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** The password of HTTP Basic, whatever the user name (RFC 7617, UTF-8); null without one. */
export function basicPassword(authorization: string | undefined): string | null {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  return /^[^:]*:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[1] ?? null;
}
