// Events as Feishu delivers them to the request URL, encrypted and signed, for the benches.
import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';

export const keys = { FEISHU_VERIFICATION_TOKEN: 'bench-token', FEISHU_ENCRYPT_KEY: 'bench-key' };

/**
 * A message from a person as the options of `fetch`.
 * @param {object} message @param {{ eventId?: string, openId?: string }} [delivery]
 */
export function signedEvent(message, { eventId = randomUUID(), openId = 'ou_bench' } = {}) {
  const sender = { sender_id: { open_id: openId }, sender_type: 'user', tenant_key: 't' };
  const header = {
    event_id: eventId,
    event_type: 'im.message.receive_v1',
    token: keys.FEISHU_VERIFICATION_TOKEN,
    tenant_key: 't',
    app_id: 'cli_bench',
    create_time: String(Date.now()),
  };
  const sent = { create_time: String(Date.now()), chat_type: 'p2p', ...message };
  const iv = randomBytes(16);
  const key = createHash('sha256').update(keys.FEISHU_ENCRYPT_KEY).digest();
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const plain = JSON.stringify({ schema: '2.0', header, event: { sender, message: sent } });
  const encrypt = Buffer.concat([iv, cipher.update(plain), cipher.final()]).toString('base64');
  const body = JSON.stringify({ encrypt });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomUUID();
  const signature = createHash('sha256')
    .update(timestamp + nonce + keys.FEISHU_ENCRYPT_KEY + body)
    .digest('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json;charset=utf-8',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signature,
    },
  };
}
