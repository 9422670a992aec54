import { createCipheriv, createHash } from 'node:crypto';
import type { ChatEvent } from '../../../src/bot/chat-event.ts';
import type { Toast } from '../../../src/bot/ports.ts';
import type { EventDeps } from '../../../src/feishu/events/create-dispatcher.ts';
import type { EventKeys } from '../../../src/feishu/events/read-delivery.ts';
import { createLog } from '../../../src/log.ts';

export const keys: EventKeys = { verificationToken: 'token-of-the-app', encryptKey: 'key of the app' };
export const now = Date.UTC(2026, 10, 24, 2);
export const ourBot = 'ou_bot';

/** Events as Feishu words them, with what a test is about put over them. */
export function envelope(
  type: string,
  event: object,
  header: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    schema: '2.0',
    header: {
      event_id: 'ev_1',
      event_type: type,
      create_time: String(now),
      token: keys.verificationToken,
      app_id: 'cli_a1b2c3d4e5f60718',
      tenant_key: 'tenant',
      ...header,
    },
    event,
  };
}

export function messageEvent(message: object = {}, sender: object = {}): Record<string, unknown> {
  return envelope('im.message.receive_v1', {
    sender: {
      sender_id: { union_id: 'on_1', open_id: 'ou_wang' },
      sender_type: 'user',
      tenant_key: 'tenant',
      ...sender,
    },
    message: {
      message_id: 'om_1',
      create_time: String(now - 1_000),
      update_time: String(now - 1_000),
      chat_id: 'oc_1',
      chat_type: 'p2p',
      message_type: 'text',
      content: JSON.stringify({ text: '/help' }),
      ...message,
    },
  });
}

export function pressEvent(value: unknown, formValue?: object, name?: unknown): Record<string, unknown> {
  return envelope('card.action.trigger', {
    operator: { tenant_key: 'tenant', open_id: 'ou_wang', union_id: 'on_1' },
    token: 'c-1',
    action: { value, name, tag: 'button', ...(formValue === undefined ? {} : { form_value: formValue }) },
    host: 'im_message',
    context: { open_message_id: 'om_card', open_chat_id: 'oc_1' },
  });
}

/** The other reading of the documents: written without looking at how the service does it. */
export function encrypt(text: string, encryptKey = keys.encryptKey, iv = Buffer.alloc(16)): string {
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

export interface Delivery {
  body: Uint8Array;
  headers: Record<string, string>;
}

/** The bytes as given, signed. */
export function signed(
  body: string,
  timestamp = String(now / 1_000),
  encryptKey = keys.encryptKey,
): Delivery {
  const nonce = '1234';
  const signature = createHash('sha256')
    .update(timestamp + nonce + encryptKey + body)
    .digest('hex');
  return {
    body: Buffer.from(body),
    headers: {
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signature,
    },
  };
}

/** As Feishu delivers it. */
export function encryptedAndSigned(event: object): Delivery {
  return signed(JSON.stringify({ encrypt: encrypt(JSON.stringify(event)) }));
}

/** What is done with events is only noted; time stands still. */
export function eventDeps(onEvent: (event: ChatEvent) => Promise<Toast | null> = async () => null) {
  const events: ChatEvent[] = [];
  const logged: string[] = [];
  const deps: EventDeps = {
    onEvent: (event) => {
      events.push(event);
      return onEvent(event);
    },
    botOpenId: async () => ourBot,
    clock: { now: () => now, monotonic: () => now, sleep: () => new Promise(() => {}) },
    log: createLog('trace', { write: (line) => void logged.push(line) }),
  };
  return { deps, events, logged: () => logged.join('') };
}
