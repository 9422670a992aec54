import { AESCipher } from '../calls/sdk.ts';

/**
 * The text inside an encrypted delivery: AES-256-CBC under the SHA-256 of the Encrypt Key, the IV in front, all base64.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/encrypt-key-encryption-configuration-case
 * @returns null for what was not encrypted with this key
 */
export function decrypt(encrypted: string, encryptKey: string): string | null {
  try {
    return new AESCipher(encryptKey).decrypt(encrypted);
  } catch {
    return null;
  }
}
