import type Koa from 'koa';
import type { SandboxContext } from '../context.ts';
import type { Deliveries } from '../events/deliveries.ts';
import { messageReceived } from '../events/envelopes.ts';
import { isDelivered } from '../events/is-delivered.ts';
import { addMessage } from '../im/new-message.ts';
import { chatOf, personOf } from '../state/people.ts';
import { canMention, contentOf, type UserMessage } from './user-message.ts';

interface PostDeps {
  context: SandboxContext;
  deliveries: Deliveries;
}

/**
 * Adds a person's message to its chat and sends the event for it, if the app's scopes cover it.
 * @returns the message id
 */
export function postUserMessage(
  ctx: Koa.Context,
  { context, deliveries }: PostDeps,
  posted: UserMessage,
): string {
  const { chatId, inThread } = posted;
  const chat = chatOf(chatId) ?? ctx.throw(404, '没有这个会话');
  const person = personOf(posted.openId);
  if (person === null || !chat.members.includes(person)) ctx.throw(403, '这个人不在会话里');
  const parent = posted.replyTo ? context.store.state.chat.messages.get(posted.replyTo) : null;
  if (parent === undefined || (parent && parent.chatId !== chatId)) ctx.throw(404, '没有要回复的消息');
  const mentionsBot = posted.mentionsBot && canMention(posted);
  const sender = { kind: 'user', openId: person.openId } as const;
  const content = contentOf(context, posted, person, mentionsBot);
  const message = addMessage(context, { chatId, sender, parent, inThread, mentionsBot, ...content });
  if (isDelivered(message, chat, context.settings())) {
    deliveries.send(messageReceived(message, person, chat, message.sentAt));
  }
  return message.id;
}
