import { AESCipher } from '../calls/sdk.ts';

/**
 * The text inside an encrypted delivery: AES-256-CBC under the SHA-256 of the Encrypt Key, the IV in front, all base64.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/encrypt-key-encryption-configuration-case
 * @returns null for what cannot be decrypted. Under another key one text in 256 can, by the chance of its padding, and is
 *   noise: whoever reads it has to check that it says what it should
 */
export function decrypt(encrypted: string, encryptKey: string): string | null {
  try {
    return new AESCipher(encryptKey).decrypt(encrypted);
  } catch {
    return null;
  }
}
