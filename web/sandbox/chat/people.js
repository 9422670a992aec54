/** Who the senders and the persons on cards are. */
export function peopleOf({ bot, users }) {
  const known = new Map(users.map((user) => [user.openId, user]));
  return {
    nameOf: (openId) => (openId === bot.openId ? bot.name : known.get(openId)?.name),
    isExternal: (openId) => known.get(openId)?.external ?? false,
  };
}
