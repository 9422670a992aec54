import { hkdfSync } from 'node:crypto';
import Keygrip from 'keygrip';

/**
 * The key that signs cookies.
 * @param secret known to nobody outside; it cannot be found out from the key
 * @param rule what decides who may log in, such as the password: with another one, all sessions end
 */
export function sessionKey(secret: string, rule: string): Keygrip {
  const key = Buffer.from(hkdfSync('sha256', secret, rule, 'nvc-learner-sync session cookie', 32));
  return new Keygrip([key.toString('base64')], 'sha256');
}
