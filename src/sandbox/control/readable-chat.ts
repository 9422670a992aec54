import { z } from 'zod';
import type { ChatState, Message } from '../im/chat-model.ts';
import { jsonText } from '../im/json-text.ts';
import { botMentionKey } from '../im/message-shape.ts';
import { bot, chats, ownTenant, people, personOf } from '../im/people.ts';

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

export type ReadableContent =
  | { kind: 'text'; text: string }
  | { kind: 'file'; fileKey: string; fileName: string; size: number }
  | { kind: 'card'; card: unknown };

const shown = 200;
const Text = jsonText.pipe(z.object({ text: z.string() }));
const File = jsonText.pipe(z.object({ file_key: z.string(), file_name: z.string() }));

/** @param connected the bot hears what is said */
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
    content: contentOf(chat, message),
    recalled: message.recalled,
    updatedAt: message.updatedAt,
    reactions: message.reactions.map(({ emojiType }) => emojiType),
  };
}

function senderOf({ sender }: Message): ReadableMessage['sender'] {
  if (sender.kind === 'bot') return { kind: 'bot', ...bot };
  return { kind: 'user', openId: sender.openId, name: personOf(sender.openId)?.name ?? '' };
}

function contentOf({ files }: ChatState, { type, content, mentionsBot }: Message): ReadableContent {
  switch (type) {
    case 'interactive':
      return { kind: 'card', card: JSON.parse(content) };
    case 'file': {
      const file = File.parse(content);
      const size = files.get(file.file_key)?.size ?? 0;
      return { kind: 'file', fileKey: file.file_key, fileName: file.file_name, size };
    }
    case 'text': {
      const { text } = Text.parse(content);
      return { kind: 'text', text: mentionsBot ? text.replace(botMentionKey, `@${bot.name}`) : text };
    }
    case 'post':
      return { kind: 'text', text: content };
  }
}
