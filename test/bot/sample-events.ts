import type { CardAction, ChatEvent, ChatPlace, Person } from '../../src/bot/chat-event.ts';

export const now = Date.UTC(2026, 10, 24, 2);
export const privateChat: ChatPlace = { chatId: 'oc_private', kind: 'private' };
export const group: ChatPlace = { chatId: 'oc_group', kind: 'group' };
export const staff: Person = { openId: 'ou_staff', tenantKey: 'tenant' };
export const colleague: Person = { openId: 'ou_colleague', tenantKey: 'tenant' };
export const stranger: Person = { openId: 'ou_stranger', tenantKey: 'elsewhere' };

type EventOf<Kind extends ChatEvent['kind']> = Extract<ChatEvent, { kind: Kind }>;

const base = { eventId: 'event_1', tenantKey: 'tenant' };
const message = { ...base, messageId: 'om_1', chat: privateChat, sender: staff, sentAt: now };

export function fileSent(over: Partial<EventOf<'file_sent'>> = {}): EventOf<'file_sent'> {
  return { ...message, kind: 'file_sent', fileKey: 'file_1', fileName: '名单.csv', ...over };
}

export function textSent(text: string, over: Partial<EventOf<'text_sent'>> = {}): EventOf<'text_sent'> {
  return { ...message, kind: 'text_sent', text, mentionsBot: false, parentId: null, ...over };
}

export function otherSent(over: Partial<EventOf<'other_sent'>> = {}): EventOf<'other_sent'> {
  return { ...message, kind: 'other_sent', ...over };
}

export function pressed(
  action: CardAction,
  over: Partial<EventOf<'button_pressed'>> = {},
): EventOf<'button_pressed'> {
  const place = { chatId: privateChat.chatId, cardMessageId: 'om_card' };
  return { ...base, ...place, kind: 'button_pressed', person: staff, action, ...over };
}

export function menuChosen(
  command: string,
  over: Partial<EventOf<'menu_chosen'>> = {},
): EventOf<'menu_chosen'> {
  return { ...base, kind: 'menu_chosen', person: staff, command, at: now, ...over };
}

export function chatEntered(over: Partial<EventOf<'chat_entered'>> = {}): EventOf<'chat_entered'> {
  return { ...base, kind: 'chat_entered', person: staff, chatId: privateChat.chatId, ...over };
}
