import { sandboxCredentials } from '../auth/credentials.ts';
import { botMentionKey } from '../im/message-shape.ts';
import type { Settings } from '../platform/settings.ts';
import type { Message } from '../state/chat-model.ts';
import type { EventEnvelope } from '../state/event-envelope.ts';
import { bot, type Chat, ownTenant, type Person } from '../state/people.ts';
import { newEventId } from './new-event-id.ts';

/** A person sent a message (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/events/receive). */
export function messageReceived(message: Message, sender: Person, chat: Chat, at: number): EventEnvelope {
  return envelope('im.message.receive_v1', at, {
    sender: { sender_id: ids(sender), sender_type: 'user', tenant_key: sender.tenantKey },
    message: {
      message_id: message.id,
      ...(message.rootId === null ? {} : { root_id: message.rootId }),
      ...(message.parentId === null ? {} : { parent_id: message.parentId }),
      ...(message.threadId === null ? {} : { thread_id: message.threadId }),
      create_time: String(message.sentAt),
      update_time: String(message.updatedAt),
      chat_id: message.chatId,
      chat_type: chat.kind === 'private' ? 'p2p' : 'group',
      message_type: message.type,
      content: message.content,
      ...(message.mentionsBot ? { mentions: [mention] } : {}),
    },
  });
}

const mention = {
  key: botMentionKey,
  id: { union_id: bot.openId.replace('ou_', 'on_'), open_id: bot.openId },
  mentioned_type: 'bot',
  name: bot.name,
  tenant_key: ownTenant.key,
};

/** A person chose an item of the bot's menu; the event names no chat (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/bot/events/menu). */
export function menuChosen(person: Person, eventKey: string, at: number): EventEnvelope {
  return envelope('application.bot.menu_v6', at, {
    operator: { operator_name: person.name, operator_id: ids(person) },
    event_key: eventKey,
    timestamp: Math.floor(at / 1000),
  });
}

/** A person opened the private chat (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-access_event/events/bot_p2p_chat_entered). */
export function chatEntered(person: Person, chat: Chat, last: Message | null, at: number): EventEnvelope {
  return envelope('im.chat.access_event.bot_p2p_chat_entered_v1', at, {
    chat_id: chat.id,
    operator_id: ids(person),
    ...(last === null ? {} : { last_message_id: last.id, last_message_create_time: String(last.sentAt) }),
  });
}

/** What a person did with a card. */
export interface CardClick {
  person: Person;
  message: Message;
  value: Readonly<Record<string, unknown>>;
  /** Of the button; null where the card gives it none. */
  name: string | null;
  formValue: Readonly<Record<string, unknown>> | null;
  /** By which the card may be updated later. */
  token: string;
}

/** A callback, answered while the person waits (https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication). */
export function cardClicked(
  { person, message, value, name, formValue, token }: CardClick,
  { at, formButtonValue }: { at: number; formButtonValue: Settings['formButtonValue'] },
): EventEnvelope {
  const isValueSent = formValue === null || formButtonValue === 'sent';
  // Unlike those of events, this time is in microseconds.
  return envelope('card.action.trigger', at * 1000, {
    operator: { tenant_key: person.tenantKey, open_id: person.openId, union_id: person.unionId },
    token,
    action: {
      ...(isValueSent ? { value } : {}),
      tag: 'button',
      ...(name === null ? {} : { name }),
      timezone: 'Asia/Shanghai',
      ...(formValue === null ? {} : { form_value: formValue }),
    },
    host: 'im_message',
    context: { open_message_id: message.id, open_chat_id: message.chatId },
  });
}

function envelope(eventType: string, createTime: number, event: EventEnvelope['event']): EventEnvelope {
  const header = {
    event_id: newEventId(),
    event_type: eventType,
    create_time: String(createTime),
    token: '',
    app_id: sandboxCredentials.appId,
    tenant_key: ownTenant.key,
  };
  return { schema: '2.0', header, event };
}

function ids({ unionId, openId }: Person): object {
  return { union_id: unionId, open_id: openId };
}
