import { z } from 'zod';

/**
 * What a message holds; it travels as JSON inside a string.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/events/message_content
 */
export const FileContent = inText(z.object({ file_key: z.string(), file_name: z.string() }));
export const TextContent = inText(z.object({ text: z.string() }));

const PostPart = z.object({ text: z.string().default(''), user_id: z.string().default('') });

/** A text with formatting, as one line; mentions stand in it by their key, as in a plain text. Pictures are left out. */
export const PostContent = inText(
  z.object({ title: z.string().default(''), content: z.array(z.array(PostPart)) }),
).transform(({ title, content }) => ({
  text: [title, ...content.flat().map(({ text, user_id }) => text + user_id)].join(' '),
}));

function inText<Content>(content: z.ZodType<Content>) {
  return z.string().transform(parseJson).pipe(content);
}

/** undefined for what is no JSON, such as the empty content of a recalled message. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
