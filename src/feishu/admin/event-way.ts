import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Calls } from '../calls/call.ts';
import { answerOf } from '../calls/call.ts';
import type { EventKeys } from '../events/read-delivery.ts';

/**
 * Asks where the long connection would be opened, and opens none: Feishu hands each event to one of the connections there
 * are, so that a connection of the checker would get somebody's file. The official SDKs call this; no page documents it.
 * Source: https://github.com/larksuite/node-sdk/tree/main/ws-client
 * @throws AppError `feishu_refused` if the app gets no address
 */
export async function askConnectionAddress(
  calls: Calls,
  { appId, appSecret }: { appId: string; appSecret: string },
): Promise<void> {
  const result = await calls.read({
    name: 'connection address',
    send: (client) =>
      client.request({
        method: 'POST',
        url: '/callback/ws/endpoint',
        data: { AppID: appId, AppSecret: appSecret },
      }),
    body: z.object({ data: z.object({ URL: z.string().min(1) }) }),
  });
  answerOf(result);
}

/** A delivery that is genuine and of a type that nobody handles: whoever answers it with 200 has the right keys. */
export interface EventProbe {
  body: string;
  headers: Record<string, string>;
}

/**
 * Signed and with the token, as Feishu signs:
 * https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/encrypt-key-encryption-configuration-case
 * @param at epoch milliseconds
 */
export function createEventProbe({ verificationToken, encryptKey }: EventKeys, at: number): EventProbe {
  const header = {
    ...{ event_id: randomUUID(), event_type: 'nvc.learner_sync.probe', token: verificationToken },
    create_time: String(at),
  };
  const body = JSON.stringify({ schema: '2.0', header, event: {} });
  const [timestamp, nonce] = [String(Math.floor(at / 1_000)), randomUUID()];
  const signature = createHash('sha256')
    .update(timestamp + nonce + encryptKey + body)
    .digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signature,
    },
  };
}
