import { z } from 'zod';
import type { CardProblem } from '../cards/card-problem.ts';
import { validateCard } from '../cards/validate-card.ts';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { ChatFile } from '../state/chat-model.ts';
import { cardPeople } from './card-people.ts';
import { jsonText } from './json-text.ts';

/** What the bot sends. */
export const SentType = z.enum(['text', 'post', 'file', 'interactive']);
type SentType = z.infer<typeof SentType>;

/** What a message may hold, in bytes of its content. */
const longest = { text: 150 * 1024, post: 30 * 1024, file: 150 * 1024, interactive: 30 * 1024 } as const;

/** Uploads of these types are sent as sound or video. */
const notFiles: readonly string[] = ['opus', 'mp4'];

const TextContent = z.object({ text: z.string().min(1) });
const FileContent = z.object({ file_key: z.string() });
const PostContent = z.record(
  z.string(),
  z.object({ content: z.array(z.array(z.looseObject({ tag: z.string() }))) }),
);

/**
 * Checks the content of a message that the bot wants to send
 * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/create_json).
 * @returns the content as others will see it
 * @throws VendorError 230001, 230017, 230025, 230055, 230099
 */
export function readContent(context: SandboxContext, type: SentType, content: string): string {
  if (Buffer.byteLength(content) > longest[type]) throw new VendorError('ContentTooLong');
  const value = jsonText.safeParse(content);
  if (!value.success) throw invalid('content is not a string in json format');
  switch (type) {
    case 'text':
      if (!TextContent.safeParse(value.data).success) throw invalid('text is empty');
      return content;
    case 'post':
      if (!PostContent.safeParse(value.data).success) throw invalid('invalid post content');
      return content;
    case 'file':
      return fileContent(value.data, context.store.state.chat.files);
    case 'interactive':
      checkCard(context, value.data);
      return content;
  }
}

function checkCard(context: SandboxContext, card: unknown): void {
  const problem = validateCard(card, cardPeople(context));
  if (problem !== null) throw cardRefused(problem);
}

export function cardRefused({ message }: CardProblem): VendorError {
  return new VendorError('CardContentFailed', { msg: message });
}

function fileContent(value: unknown, files: ReadonlyMap<string, ChatFile>): string {
  const given = FileContent.safeParse(value);
  if (!given.success) throw invalid('file_key is required');
  const file = files.get(given.data.file_key);
  if (file?.uploader.kind !== 'bot') throw new VendorError('NotResourceOwner');
  if (notFiles.includes(file.type)) throw new VendorError('FileTypeMismatch');
  return JSON.stringify({ file_key: file.key, file_name: file.name });
}

function invalid(what: string): VendorError {
  return new VendorError('MessageParamInvalid', {
    msg: `Your request contains an invalid request parameter, ext=${what}`,
  });
}
