import { z } from 'zod';
import type { BaseContext } from '../context.ts';
import { keepFile } from '../im/file-routes.ts';
import { botMentionKey } from '../im/message-shape.ts';
import { bot, type Person } from '../im/people.ts';
import type { Message } from '../state/chat-model.ts';

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
export const Said = z.union([
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
export type Said = z.infer<typeof Said>;

export function canMention(said: Said): boolean {
  return 'text' in said || 'post' in said;
}

/** In the shape in which the platform gives it to the app (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/events/message_content). */
export function contentOf(
  context: BaseContext,
  said: Said,
  { openId }: Person,
  mentionsBot: boolean,
): Pick<Message, 'type' | 'content'> {
  const keep = ({ name, base64 }: z.infer<typeof File>, type: string) =>
    keepFile(context, { name, type, uploader: { kind: 'user', openId } }, Buffer.from(base64, 'base64')).key;
  if ('text' in said) {
    return as('text', { text: mentionsBot ? `${botMentionKey} ${said.text}` : said.text });
  }
  if ('post' in said) {
    const at = { tag: 'at', user_id: botMentionKey, user_name: bot.name, style: [] };
    const text = { tag: 'text', text: said.post.text, style: [] };
    return as('post', { title: said.post.title, content: [mentionsBot ? [at, text] : [text]] });
  }
  if ('file' in said) {
    return as('file', { file_key: keep(said.file, 'stream'), file_name: said.file.name });
  }
  if ('picture' in said) return as('image', { image_key: keep(said.picture, 'image') });
  const file_key = context.newId('file_v3_', 32);
  return 'folder' in said
    ? as('folder', { file_key, file_name: said.folder.name })
    : as('sticker', { file_key });
}

function as(type: Message['type'], content: object): Pick<Message, 'type' | 'content'> {
  return { type, content: JSON.stringify(content) };
}
