import { createHash } from 'node:crypto';
import type { Client } from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import type { SendOutcome } from '../../bot/ports.ts';
import type { Authorization, Calls } from '../calls/call.ts';
import { type Attempt, attempt, toLater } from './attempt.ts';
import { pathId } from './path-id.ts';

/** Where a message goes: as an answer to another, to a person, or into a chat. */
export type Recipient =
  | { kind: 'message'; messageId: string }
  | { kind: 'person'; openId: string }
  | { kind: 'chat'; chatId: string };

export interface MessageContent {
  type: 'interactive' | 'text' | 'file';
  content: object;
}

const SentBody = z.object({ data: z.object({ message_id: z.string() }) });
export type Sent = Attempt<z.infer<typeof SentBody>>;

/**
 * Sends one message. A message sent again under its key within an hour does not appear a second time, so that it may be
 * repeated whenever it is unclear what became of it.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create and …/message/reply
 */
export function sendMessage(
  calls: Calls,
  to: Recipient,
  message: MessageContent,
  sendKey: string,
): Promise<Sent> {
  const data = {
    msg_type: message.type,
    content: JSON.stringify(message.content),
    uuid: toUuid(sendKey),
  };
  return attempt(
    calls.write({
      name: `message ${to.kind === 'message' ? 'reply' : 'create'}`,
      effect: 'update',
      send: (client, authorization) => deliver(client.im.v1.message, to, data, authorization),
      body: SentBody,
    }),
  );
}

function deliver(
  { create, reply }: Client['im']['v1']['message'],
  to: Recipient,
  data: { msg_type: string; content: string; uuid: string },
  authorization: Authorization | undefined,
): Promise<unknown> {
  switch (to.kind) {
    case 'message':
      return reply({ path: { message_id: pathId(to.messageId) }, data }, authorization);
    case 'person':
      return create(
        { params: { receive_id_type: 'open_id' }, data: { ...data, receive_id: to.openId } },
        authorization,
      );
    case 'chat':
      return create(
        { params: { receive_id_type: 'chat_id' }, data: { ...data, receive_id: to.chatId } },
        authorization,
      );
  }
}

/** What whoever sent the message needs to know. */
export function sendOutcome(sent: Sent): SendOutcome {
  switch (sent.kind) {
    case 'done':
      return { kind: 'sent', messageId: sent.body.data.message_id };
    case 'later':
      return toLater(sent);
    case 'refused':
      return { kind: 'unreachable' };
  }
}

const longestUuid = 50;

function toUuid(sendKey: string): string {
  if (sendKey.length <= longestUuid) return sendKey;
  return createHash('sha256').update(sendKey).digest('hex').slice(0, longestUuid);
}
