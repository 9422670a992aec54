import { z } from 'zod';
import type { MessageReading } from '../../bot/ports.ts';
import { AppError } from '../../errors.ts';
import type { Calls } from '../calls/call.ts';
import { attempt } from './attempt.ts';
import type { ChatRefusal } from './chat-errors.ts';
import { FileContent } from './message-content.ts';
import { pathId } from './path-id.ts';

const Message = z.object({
  msg_type: z.string(),
  chat_id: z.string(),
  parent_id: z.string().nullish(),
  deleted: z.boolean().nullish(),
  sender: z.object({ sender_type: z.string().nullish() }).nullish(),
  body: z.object({ content: z.string().nullish() }).nullish(),
});
const MessageBody = z.object({ data: z.object({ items: z.array(Message) }) });

/** Which an app needs to read messages of groups, beside the one for messages in general. */
const groupScope = 'im:message.group_msg';

/**
 * Reads one message, as far as it can be a file.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/get
 * @throws AppError `feishu_busy` if it cannot be read now
 */
export async function readMessage(
  calls: Calls,
  messageId: string,
  developerConsole: string | null,
): Promise<MessageReading> {
  const reading = await readPlain(calls, messageId);
  return reading.kind === 'forbidden' && developerConsole !== null
    ? { ...reading, developerConsole }
    : reading;
}

async function readPlain(calls: Calls, messageId: string): Promise<MessageReading> {
  const read = await attempt(
    calls.read({
      name: 'message get',
      send: (client, authorization) =>
        client.im.v1.message.get({ path: { message_id: pathId(messageId) } }, authorization),
      body: MessageBody,
    }),
  );
  switch (read.kind) {
    case 'later':
      if (read.missingScopes.length === 0) throw new AppError('feishu_busy');
      return { kind: 'forbidden', scope: scopeToAdd(read.missingScopes) };
    case 'refused':
      return readingOf[read.refusal];
    case 'done':
      return toReading(read.body.data.items[0]);
  }
}

/** A message of a group that the app may not read is refused with a general code or with the scopes that would do. */
const readingOf: Record<ChatRefusal, MessageReading> = {
  gone: { kind: 'gone' },
  nobody: { kind: 'gone' },
  forbidden: { kind: 'forbidden', scope: groupScope },
  content: { kind: 'other' },
  person: { kind: 'other' },
};

function scopeToAdd(scopes: readonly string[]): string {
  return scopes.find((scope) => scope === groupScope) ?? scopes[0] ?? groupScope;
}

function toReading(message: z.infer<typeof Message> | undefined): MessageReading {
  if (message === undefined || message.deleted) return { kind: 'gone' };
  const file = FileContent.safeParse(message.body?.content);
  if (message.msg_type !== 'file' || !file.success) return answeredBy(message);
  const { file_key: fileKey, file_name: fileName } = file.data;
  return { kind: 'file', chatId: message.chat_id, fileKey, fileName };
}

/** What apps have sent is taken for our own: of another app's answer, too, the file is the one that it answers. */
function answeredBy({ sender, parent_id }: z.infer<typeof Message>): MessageReading {
  return sender?.sender_type === 'app' && parent_id
    ? { kind: 'own_answer', answers: parent_id }
    : { kind: 'other' };
}
