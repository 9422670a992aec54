import type { Settings } from '../platform/settings.ts';
import type { Message } from '../state/chat-model.ts';
import type { Chat } from '../state/people.ts';

const forPrivate = ['im:message.p2p_msg', 'im:message.p2p_msg:readonly'];
const forMentions = [
  'im:message.group_at_msg',
  'im:message.group_at_msg:readonly',
  'im:message.group_at_msg.include_bot:readonly',
];
const forGroups = ['im:message.group_msg', 'im:message.group_msg:readonly'];

/** Whether the app's scopes cover the event of this message (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/events/receive). */
export function isDelivered(message: Message, chat: Chat, { scopes, botInGroup }: Settings): boolean {
  const has = (some: readonly string[]) => some.some((scope) => scopes.includes(scope));
  if (chat.kind === 'private') return has(forPrivate);
  return botInGroup && (has(forGroups) || (message.mentionsBot && has(forMentions)));
}
