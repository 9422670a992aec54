import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { Calls } from '../calls/call.ts';
import { listPages } from '../calls/read-list.ts';
import { pathId } from '../chat/path-id.ts';

const Member = z.object({ member_id: z.string() });
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
  const params = { member_id_type: 'open_id' as const, page_size: largestPage };
  const members = listPages(calls, {
    name: 'chat members',
    item: Member,
    send: (client, authorization, page) =>
      client.im.v1.chatMembers.get(
        { path: { chat_id: chatId }, params: { ...params, ...page } },
        authorization,
      ),
  });
  for await (const page of members) if (page.some(({ member_id }) => member_id === openId)) return true;
  return false;
}
