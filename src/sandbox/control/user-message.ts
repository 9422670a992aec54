import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { keepFile } from '../im/file-routes.ts';
import { botMentionKey } from '../im/message-shape.ts';
import type { Message } from '../state/chat-model.ts';
import { bot, type Person } from '../state/people.ts';

const File = z.strictObject({ name: z.string().min(1), base64: z.base64() });

const speaker = {
  chatId: z.string(),
  openId: z.string(),
  replyTo: z.string().nullish(),
  /** The answer opens a topic. */
  inThread: z.boolean().default(false),
  mentionsBot: z.boolean().default(false),
};

/** A message as a person writes it. */
export const UserMessage = z.union([
  z.strictObject({ ...speaker, text: z.string() }),
  z.strictObject({
    ...speaker,
    post: z.strictObject({ title: z.string().default(''), text: z.string() }),
  }),
  z.strictObject({ ...speaker, file: File }),
  z.strictObject({ ...speaker, picture: File }),
  z.strictObject({ ...speaker, folder: z.strictObject({ name: z.string().min(1) }) }),
  z.strictObject({ ...speaker, sticker: z.literal(true) }),
]);
export type UserMessage = z.infer<typeof UserMessage>;

export function canMention(message: UserMessage): boolean {
  return 'text' in message || 'post' in message;
}

/** In the shape in which the platform gives it to the app (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/events/message_content). */
export function contentOf(
  context: SandboxContext,
  message: UserMessage,
  { openId }: Person,
  mentionsBot: boolean,
): Pick<Message, 'type' | 'content'> {
  const keep = ({ name, base64 }: z.infer<typeof File>, type: string) =>
    keepFile(context, { name, type, uploader: { kind: 'user', openId } }, Buffer.from(base64, 'base64')).key;
  if ('text' in message) {
    return as('text', { text: mentionsBot ? `${botMentionKey} ${message.text}` : message.text });
  }
  if ('post' in message) {
    const at = { tag: 'at', user_id: botMentionKey, user_name: bot.name, style: [] };
    const text = { tag: 'text', text: message.post.text, style: [] };
    return as('post', { title: message.post.title, content: [mentionsBot ? [at, text] : [text]] });
  }
  if ('file' in message) {
    return as('file', { file_key: keep(message.file, 'stream'), file_name: message.file.name });
  }
  if ('picture' in message) return as('image', { image_key: keep(message.picture, 'image') });
  const file_key = context.newId('file_v3_', 32);
  return 'folder' in message
    ? as('folder', { file_key, file_name: message.folder.name })
    : as('sticker', { file_key });
}

function as(type: Message['type'], content: object): Pick<Message, 'type' | 'content'> {
  return { type, content: JSON.stringify(content) };
}
