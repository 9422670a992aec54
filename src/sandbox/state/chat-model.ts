import { z } from 'zod';

/** The author of a message: a person, or the bot of the one app. */
const Sender = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), openId: z.string() }),
  z.object({ kind: z.literal('bot') }),
]);

const Reaction = z.object({ id: z.string(), emojiType: z.string(), at: z.number() });

/** One message of a chat. */
export const Message = z.object({
  id: z.string(),
  chatId: z.string(),
  sender: Sender,
  /** The message it answers. */
  parentId: z.string().nullable(),
  /** Where the chain of answers began. */
  rootId: z.string().nullable(),
  /** The topic it stands in. */
  threadId: z.string().nullable().default(null),
  type: z.enum(['text', 'post', 'file', 'interactive', 'image', 'folder', 'sticker']),
  /** JSON text, in the shape the platform gives it to others. */
  content: z.string(),
  mentionsBot: z.boolean(),
  /** Epoch milliseconds. */
  sentAt: z.number(),
  updatedAt: z.number(),
  /** How often its text was changed. */
  edits: z.int().default(0),
  recalled: z.boolean(),
  /** Idempotency key of the sender; null where it gave none. */
  uuid: z.string().nullable(),
  reactions: z.array(Reaction).readonly(),
});
export type Message = z.infer<typeof Message>;

/** A file that was uploaded; its bytes are kept apart. */
export const ChatFile = z.object({
  key: z.string(),
  name: z.string(),
  size: z.int(),
  /** opus, mp4, pdf, doc, xls, ppt, stream; image for a picture. */
  type: z.string(),
  uploader: Sender,
});
export type ChatFile = z.infer<typeof ChatFile>;

/** A command that Feishu proposes after a `/`. */
export const SlashCommand = z.object({
  id: z.string(),
  command: z.string(),
  description: z.record(z.string(), z.unknown()).nullable(),
  icon: z.record(z.string(), z.unknown()).nullable(),
});
export type SlashCommand = z.infer<typeof SlashCommand>;

/** All that is said and registered; people and chats are fixed. */
export interface ChatState {
  /** By id, the oldest first. */
  messages: Map<string, Message>;
  files: Map<string, ChatFile>;
  commands: Map<string, SlashCommand>;
}
