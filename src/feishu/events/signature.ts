import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether the delivery carries the SHA-256 of timestamp, nonce, Encrypt Key and body, in hexadecimal.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/encrypt-key-encryption-configuration-case
 * @param rawBody the bytes as they came: parsed and written again, they differ in spaces and escapes
 */
export function isSigned(
  rawBody: Uint8Array,
  headers: Readonly<Record<string, string | undefined>>,
  encryptKey: string,
): boolean {
  const { 'x-lark-request-timestamp': timestamp, 'x-lark-request-nonce': nonce } = headers;
  const given = headers['x-lark-signature'];
  if (timestamp === undefined || nonce === undefined || given === undefined) return false;
  const expected = createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(rawBody)
    .digest();
  const claimed = Buffer.from(given, 'hex');
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
}
