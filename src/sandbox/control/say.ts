import type Koa from 'koa';
import { z } from 'zod';
import type { BaseContext } from '../base/base-context.ts';
import type { Deliveries } from '../events/deliveries.ts';
import { messageReceived } from '../events/envelopes.ts';
import { isDelivered } from '../events/is-delivered.ts';
import type { Message } from '../im/chat-model.ts';
import { keepFile } from '../im/file-routes.ts';
import { botMentionKey } from '../im/message-shape.ts';
import { putMessage } from '../im/open-message.ts';
import { chatOf, type Person, personOf } from '../im/people.ts';

/** A message as a person writes it: text or a file. */
export const Said = z
  .strictObject({
    chatId: z.string(),
    openId: z.string(),
    text: z.string().optional(),
    file: z.strictObject({ name: z.string().min(1), base64: z.base64() }).optional(),
    replyTo: z.string().nullish(),
    mentionsBot: z.boolean().default(false),
  })
  .refine(({ text, file }) => (text === undefined) !== (file === undefined), '请给出 text 或 file 之一');
export type Said = z.infer<typeof Said>;

interface Listeners {
  context: BaseContext;
  deliveries: Deliveries;
}

/**
 * Puts what somebody wrote into the chat and tells the app, as far as its scopes let it hear.
 * @returns the message id
 */
export function say(ctx: Koa.Context, { context, deliveries }: Listeners, said: Said): string {
  const chat = chatOf(said.chatId) ?? ctx.throw(404, '没有这个会话');
  const person = personOf(said.openId);
  if (person === null || !chat.members.includes(person)) ctx.throw(403, '这个人不在会话里');
  const parent = said.replyTo ? context.store.state.chat.messages.get(said.replyTo) : null;
  if (parent === undefined || (parent && parent.chatId !== chat.id)) ctx.throw(404, '没有要回复的消息');
  const message = messageOf(context, said, person, parent);
  putMessage(context, message);
  if (isDelivered(message, chat, context.settings())) {
    deliveries.send(messageReceived(message, person, chat, message.sentAt));
  }
  return message.id;
}

function messageOf(context: BaseContext, said: Said, person: Person, parent: Message | null): Message {
  const at = context.now();
  // A file cannot carry a mention.
  const mentionsBot = said.mentionsBot && said.file === undefined;
  return {
    id: context.newId('om_', 32),
    chatId: said.chatId,
    sender: { kind: 'user', openId: person.openId },
    parentId: parent?.id ?? null,
    rootId: parent === null ? null : (parent.rootId ?? parent.id),
    ...contentOf(context, said, person, mentionsBot),
    mentionsBot,
    sentAt: at,
    updatedAt: at,
    recalled: false,
    uuid: null,
    reactions: [],
  };
}

function contentOf(
  context: BaseContext,
  { text = '', file }: Said,
  { openId }: Person,
  mentionsBot: boolean,
): Pick<Message, 'type' | 'content'> {
  if (file === undefined) {
    const written = mentionsBot ? `${botMentionKey} ${text}` : text;
    return { type: 'text', content: JSON.stringify({ text: written }) };
  }
  const about = { name: file.name, type: 'stream', uploader: { kind: 'user', openId } as const };
  const { key } = keepFile(context, about, Buffer.from(file.base64, 'base64'));
  return { type: 'file', content: JSON.stringify({ file_key: key, file_name: file.name }) };
}
