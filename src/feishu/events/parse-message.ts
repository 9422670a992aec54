import { z } from 'zod';
import type { ChatEvent } from '../../bot/chat-event.ts';
import { FileContent, PostContent, TextContent } from '../chat/message-content.ts';

export type MessageEvent = Extract<ChatEvent, { messageId: string }>;

const epochMs = z.coerce.number().int().positive();

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/events/receive */
const Received = z.object({
  event_id: z.string(),
  tenant_key: z.string(),
  sender: z.object({
    sender_id: z.object({ open_id: z.string() }),
    sender_type: z.string(),
    tenant_key: z.string(),
  }),
  message: z.object({
    message_id: z.string(),
    parent_id: z.string().nullish(),
    create_time: epochMs,
    chat_id: z.string(),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z
      .array(z.object({ key: z.string(), id: z.object({ open_id: z.string() }).catch({ open_id: '' }) }))
      .nullish(),
  }),
});
type Message = z.infer<typeof Received>['message'];
type Mention = NonNullable<Message['mentions']>[number];

/**
 * A message in our words. null for what apps have sent, which nobody answers, and for what has no content (any more).
 * @param botOpenId who the bot is; asked only where somebody is mentioned
 */
export async function parseMessage(
  data: unknown,
  botOpenId: () => Promise<string>,
): Promise<MessageEvent | null> {
  const received = Received.safeParse(data);
  if (!received.success || received.data.sender.sender_type !== 'user') return null;
  const { sender, message, event_id, tenant_key } = received.data;
  const content = await readContent(message, botOpenId);
  return (
    content && {
      eventId: event_id,
      tenantKey: tenant_key,
      messageId: message.message_id,
      chat: { chatId: message.chat_id, kind: message.chat_type === 'p2p' ? 'private' : 'group' },
      sender: { openId: sender.sender_id.open_id, tenantKey: sender.tenant_key },
      sentAt: message.create_time,
      ...content,
    }
  );
}

interface Said {
  kind: 'text_sent';
  text: string;
  mentionsBot: boolean;
  parentId: string | null;
}

type Content = { kind: 'file_sent'; fileKey: string; fileName: string } | Said | { kind: 'other_sent' };

async function readContent(message: Message, botOpenId: () => Promise<string>): Promise<Content | null> {
  switch (message.message_type) {
    case 'file': {
      const { data: file } = FileContent.safeParse(message.content);
      return file ? { kind: 'file_sent', fileKey: file.file_key, fileName: file.file_name } : null;
    }
    case 'text': {
      const { data: content } = TextContent.safeParse(message.content);
      return content ? await readText(content.text, message, botOpenId) : null;
    }
    case 'post': {
      const { data: content } = PostContent.safeParse(message.content);
      const read = content && (await readText(content.text, message, botOpenId));
      return read?.text || read?.mentionsBot ? read : { kind: 'other_sent' };
    }
    default:
      return { kind: 'other_sent' };
  }
}

async function readText(text: string, message: Message, botOpenId: () => Promise<string>): Promise<Said> {
  const mentions = message.mentions ?? [];
  return {
    kind: 'text_sent',
    text: withoutMentions(text, mentions),
    mentionsBot: mentions.length > 0 && isMentioned(mentions, await botOpenId()),
    parentId: message.parent_id || null,
  };
}

function isMentioned(mentions: readonly Mention[], openId: string): boolean {
  return mentions.some(({ id }) => id.open_id === openId);
}

/** The longest key first: `@_user_1` is also the beginning of `@_user_10`. */
function withoutMentions(text: string, mentions: readonly Mention[]): string {
  const keys = mentions.map(({ key }) => key).sort((one, other) => other.length - one.length);
  const rest = keys.reduce((left, key) => left.replaceAll(key, ' '), text);
  return rest.replace(/\s+/g, ' ').trim();
}
