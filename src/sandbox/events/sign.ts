import { createHash } from 'node:crypto';

/**
 * The headers by which the app knows that a body comes from the platform (same page as the encryption).
 * @param body the bytes as they are sent
 * @param at epoch milliseconds; the header holds seconds
 */
export function signatureHeaders(
  body: string,
  encryptKey: string,
  { at, nonce }: { at: number; nonce: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  return {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': createHash('sha256')
      .update(timestamp + nonce + encryptKey + body)
      .digest('hex'),
  };
}
