import type { Message } from '../state/chat-model.ts';
import { bot, ownTenant, personOf } from '../state/people.ts';

/** How the bot is named inside a text that mentions it. */
export const botMentionKey = '@_user_1';

const recalledContent = JSON.stringify({ text: 'This message was recalled' });

/** How a card of JSON 2.0 reads where its source is not asked for. */
const cardForOldClients = JSON.stringify({
  title: null,
  elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]],
});

/**
 * A message as calls answer it; events word it otherwise
 * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/get).
 */
export function messageShape(message: Message, appId: string): object {
  const { parentId, rootId, threadId, mentionsBot } = message;
  return {
    message_id: message.id,
    ...(rootId === null ? {} : { root_id: rootId }),
    ...(parentId === null ? {} : { parent_id: parentId }),
    ...(threadId === null ? {} : { thread_id: threadId }),
    msg_type: message.type,
    create_time: String(message.sentAt),
    update_time: String(message.updatedAt),
    deleted: message.recalled,
    updated: message.updatedAt > message.sentAt,
    chat_id: message.chatId,
    sender: senderShape(message, appId),
    body: { content: message.recalled ? recalledContent : message.content },
    ...(mentionsBot ? { mentions: [mention] } : {}),
  };
}

/** The same for `GET`, where a card shows its source only on request. */
export function readShape(message: Message, appId: string, withCardSource: boolean): object {
  const isHidden = message.type === 'interactive' && !withCardSource;
  return messageShape(isHidden ? { ...message, content: cardForOldClients } : message, appId);
}

const mention = {
  key: botMentionKey,
  id: bot.openId,
  id_type: 'open_id',
  name: bot.name,
  tenant_key: ownTenant.key,
};

function senderShape({ sender }: Message, appId: string): object {
  if (sender.kind === 'bot') {
    return { id: appId, id_type: 'app_id', sender_type: 'app', tenant_key: ownTenant.key };
  }
  const tenantKey = personOf(sender.openId)?.tenantKey ?? ownTenant.key;
  return { id: sender.openId, id_type: 'open_id', sender_type: 'user', tenant_key: tenantKey };
}
