import { z } from 'zod';
import type { ChatEvent } from '../../bot/chat-event.ts';
import { toEpochMs } from './epoch.ts';

export type VisitEvent = Extract<ChatEvent, { kind: 'menu_chosen' | 'chat_entered' }>;

const Header = { event_id: z.string(), tenant_key: z.string() };
const UserId = z.object({ open_id: z.string() });

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/bot/events/menu */
const Chosen = z.object({
  ...Header,
  operator: z.object({ operator_id: UserId }),
  event_key: z.string(),
  /** Seconds in the documented example, text on older pages. */
  timestamp: z.coerce.number().positive(),
});

/** A menu item that was chosen. The event does not say whose tenant the person is of: only the app's own people see its menu. */
export function parseMenu(data: unknown): VisitEvent | null {
  const chosen = Chosen.safeParse(data);
  if (!chosen.success) return null;
  const { event_id, tenant_key, operator, event_key, timestamp } = chosen.data;
  return {
    kind: 'menu_chosen',
    eventId: event_id,
    tenantKey: tenant_key,
    person: { openId: operator.operator_id.open_id, tenantKey: tenant_key },
    command: event_key,
    at: toEpochMs(timestamp),
  };
}

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-access_event/events/bot_p2p_chat_entered */
const Entered = z.object({ ...Header, chat_id: z.string(), operator_id: UserId });

/** Somebody who opens the private chat with the bot; the event names no tenant but the app's. */
export function parseEntry(data: unknown): VisitEvent | null {
  const entered = Entered.safeParse(data);
  if (!entered.success) return null;
  const { event_id, tenant_key, chat_id, operator_id } = entered.data;
  return {
    kind: 'chat_entered',
    eventId: event_id,
    tenantKey: tenant_key,
    person: { openId: operator_id.open_id, tenantKey: tenant_key },
    chatId: chat_id,
  };
}
