import type Koa from 'koa';
import type { BaseContext } from '../context.ts';
import type { Deliveries } from '../events/deliveries.ts';
import { messageReceived } from '../events/envelopes.ts';
import { isDelivered } from '../events/is-delivered.ts';
import { addMessage } from '../im/new-message.ts';
import { chatOf, personOf } from '../im/people.ts';
import { canMention, contentOf, type Said } from './user-message.ts';

interface Listeners {
  context: BaseContext;
  deliveries: Deliveries;
}

/**
 * Puts what somebody wrote into the chat and tells the app, as far as its scopes let it hear.
 * @returns the message id
 */
export function say(ctx: Koa.Context, { context, deliveries }: Listeners, said: Said): string {
  const { chatId, inThread } = said;
  const chat = chatOf(chatId) ?? ctx.throw(404, '没有这个会话');
  const person = personOf(said.openId);
  if (person === null || !chat.members.includes(person)) ctx.throw(403, '这个人不在会话里');
  const parent = said.replyTo ? context.store.state.chat.messages.get(said.replyTo) : null;
  if (parent === undefined || (parent && parent.chatId !== chatId)) ctx.throw(404, '没有要回复的消息');
  const mentionsBot = said.mentionsBot && canMention(said);
  const sender = { kind: 'user', openId: person.openId } as const;
  const content = contentOf(context, said, person, mentionsBot);
  const message = addMessage(context, { chatId, sender, parent, inThread, mentionsBot, ...content });
  if (isDelivered(message, chat, context.settings())) {
    deliveries.send(messageReceived(message, person, chat, message.sentAt));
  }
  return message.id;
}
