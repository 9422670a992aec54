import type { Person } from './chat-event.ts';

/** Who may use the bot (`ALLOWED_USERS`, `ALLOWED_CHATS`); both empty: everybody of the tenant. */
export interface AllowedPeople {
  /** open_ids. */
  users: ReadonlySet<string>;
  /** chat_ids. */
  chats: ReadonlySet<string>;
}

/**
 * Whether a person may use the bot: only people of the app's own tenant, who pass by their name or by their chat.
 * @param chatId null where there is no chat, as with the menu
 */
export function isAllowed(
  { users, chats }: AllowedPeople,
  tenantKey: string,
  person: Person,
  chatId: string | null,
): boolean {
  if (person.tenantKey !== tenantKey) return false;
  if (users.size === 0 && chats.size === 0) return true;
  return users.has(person.openId) || (chatId !== null && chats.has(chatId));
}
