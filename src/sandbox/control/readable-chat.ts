import type { ChatState, Message } from '../state/chat-model.ts';
import { bot, chats, ownTenant, people, personOf } from '../state/people.ts';
import { type ReadableContent, readableContent } from './readable-content.ts';

/** A chat for people: who is there, and what was said, the newest last. */
export interface ReadableChat {
  bot: { openId: string; name: string; connected: boolean };
  users: readonly { openId: string; name: string; external: boolean }[];
  chats: readonly { chatId: string; kind: 'private' | 'group'; name: string; memberIds: readonly string[] }[];
  messages: readonly ReadableMessage[];
}

export interface ReadableMessage {
  messageId: string;
  chatId: string;
  sender: { kind: 'user' | 'bot'; openId: string; name: string };
  /** Epoch milliseconds. */
  sentAt: number;
  replyTo: string | null;
  content: ReadableContent;
  recalled: boolean;
  updatedAt: number;
  /** Emoji types. */
  reactions: readonly string[];
}

const shown = 200;

/** @param connected whether events reach the bot */
export function readableChat(chat: ChatState, connected: boolean): ReadableChat {
  return {
    bot: { ...bot, connected },
    users: people.map(({ openId, name, tenantKey }) => ({
      openId,
      name,
      external: tenantKey !== ownTenant.key,
    })),
    chats: chats.map(({ id, kind, name, members }) => ({
      chatId: id,
      kind,
      name,
      memberIds: [...members.map(({ openId }) => openId), bot.openId],
    })),
    messages: [...chat.messages.values()].slice(-shown).map((message) => readable(chat, message)),
  };
}

function readable(chat: ChatState, message: Message): ReadableMessage {
  return {
    messageId: message.id,
    chatId: message.chatId,
    sender: senderOf(message),
    sentAt: message.sentAt,
    replyTo: message.parentId,
    content: readableContent(chat, message),
    recalled: message.recalled,
    updatedAt: message.updatedAt,
    reactions: message.reactions.map(({ emojiType }) => emojiType),
  };
}

function senderOf({ sender }: Message): ReadableMessage['sender'] {
  if (sender.kind === 'bot') return { kind: 'bot', ...bot };
  return { kind: 'user', openId: sender.openId, name: personOf(sender.openId)?.name ?? '' };
}
