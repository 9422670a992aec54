import { z } from 'zod';
import { jsonText } from '../im/json-text.ts';
import { botMentionKey } from '../im/message-shape.ts';
import type { ChatState, Message } from '../state/chat-model.ts';
import { bot } from '../state/people.ts';

/** What a message holds, for people. */
export type ReadableContent =
  | { kind: 'text'; text: string }
  | { kind: 'post'; title: string; text: string }
  | { kind: 'file'; fileKey: string; fileName: string; size: number }
  | { kind: 'picture'; fileKey: string; fileName: string; size: number }
  | { kind: 'folder'; name: string }
  | { kind: 'sticker' }
  | { kind: 'card'; card: unknown };

const Text = jsonText.pipe(z.object({ text: z.string() }));
const File = jsonText.pipe(z.object({ file_key: z.string(), file_name: z.string() }));
const Picture = jsonText.pipe(z.object({ image_key: z.string() }));
const Post = z.object({
  title: z.string().default(''),
  content: z.array(z.array(z.object({ text: z.string().default(''), user_name: z.string().optional() }))),
});
type Post = z.infer<typeof Post>;
/** The bot sends a post under its languages, people without. */
const AnyPost = jsonText.pipe(
  z.union([
    Post,
    z
      .record(z.string(), Post)
      .transform((byLanguage) => Object.values(byLanguage)[0] ?? { title: '', content: [] }),
  ]),
);

export function readableContent(
  { files }: ChatState,
  { type, content, mentionsBot }: Message,
): ReadableContent {
  switch (type) {
    case 'interactive':
      return { kind: 'card', card: JSON.parse(content) };
    case 'text': {
      const { text } = Text.parse(content);
      return { kind: 'text', text: mentionsBot ? text.replace(botMentionKey, `@${bot.name}`) : text };
    }
    case 'post':
      return readablePost(AnyPost.parse(content));
    case 'file': {
      const { file_key: fileKey, file_name: fileName } = File.parse(content);
      return { kind: 'file', fileKey, fileName, size: files.get(fileKey)?.size ?? 0 };
    }
    case 'image': {
      const { image_key: fileKey } = Picture.parse(content);
      const file = files.get(fileKey);
      return { kind: 'picture', fileKey, fileName: file?.name ?? '', size: file?.size ?? 0 };
    }
    case 'folder':
      return { kind: 'folder', name: File.parse(content).file_name };
    case 'sticker':
      return { kind: 'sticker' };
  }
}

function readablePost({ title, content }: Post): ReadableContent {
  return { kind: 'post', title, text: content.map(readableLine).join('\n') };
}

function readableLine(line: Post['content'][number]): string {
  return line.map(({ text, user_name }) => (user_name === undefined ? text : `@${user_name} `)).join('');
}
