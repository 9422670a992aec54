import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { answerOf, type Calls } from '../calls/call.ts';
import { pathId } from '../chat/path-id.ts';

const MembersBody = z.object({
  data: z.object({
    items: z.array(z.object({ member_id: z.string() })).nullish(),
    page_token: z.string().optional(),
    has_more: z.boolean(),
  }),
});
const largestPage = 100;

/**
 * Whether a person is in a group, read with the app's own token, so that nobody has to agree to anything. A chat that
 * Feishu does not list, such as a private one or one that the bot has left, has nobody in it.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/get
 */
export async function isMember(calls: Calls, chatId: string, openId: string): Promise<boolean> {
  try {
    return await isListed(calls, pathId(chatId), openId);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'feishu_refused') return false;
    throw thrown;
  }
}

async function isListed(calls: Calls, chatId: string, openId: string): Promise<boolean> {
  let pageToken: string | undefined;
  do {
    const { items, page_token, has_more } = await readPage(calls, chatId, pageToken);
    if (items?.some(({ member_id }) => member_id === openId)) return true;
    pageToken = has_more ? page_token : undefined;
  } while (pageToken !== undefined);
  return false;
}

async function readPage(calls: Calls, chatId: string, pageToken: string | undefined) {
  const params = {
    member_id_type: 'open_id' as const,
    page_size: largestPage,
    ...(pageToken === undefined ? {} : { page_token: pageToken }),
  };
  const result = await calls.read({
    name: 'chat members',
    send: (client, authorization) =>
      client.im.v1.chatMembers.get({ path: { chat_id: chatId }, params }, authorization),
    body: MembersBody,
  });
  return answerOf(result).data;
}
