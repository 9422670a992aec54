/** @import { Chat } from './chat-api.js' */

/** @typedef {ReturnType<typeof peopleOf>} People */

/** Who the senders and the persons on cards are. @param {Pick<Chat, 'bot' | 'users'>} chat */
export function peopleOf({ bot, users }) {
  const known = new Map(users.map((user) => [user.openId, user]));
  return {
    /** @param {string} openId */
    nameOf: (openId) => (openId === bot.openId ? bot.name : known.get(openId)?.name),
    /** @param {string} openId */
    isExternal: (openId) => known.get(openId)?.external ?? false,
  };
}
