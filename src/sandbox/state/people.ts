/** A person who talks to the bot. The person does not exist. */
export interface Person {
  openId: string;
  unionId: string;
  name: string;
  tenantKey: string;
}

/** The tenant that owns the app, and another one. */
export const ownTenant = { key: '2ca1d211f64f6438', name: 'NVC 中心（演示）' } as const;
const otherTenantKey = '736588c9260f175e';

/** The one bot of this platform. */
export const bot = { openId: 'ou_5a6db0700000000000000000000000b0', name: 'NVC 学员同步' } as const;

const wang: Person = person('01', '小王', ownTenant.key);
const li: Person = person('02', '小李', ownTenant.key);
const guest: Person = person('03', '外部客户', otherTenantKey);

export const people: readonly Person[] = [wang, li, guest];

/** Who edits the Base by hand, where an edit does not say who. */
export const defaultEditor: Person = wang;

/** A conversation; the bot takes part in each. */
export interface Chat {
  id: string;
  kind: 'private' | 'group';
  name: string;
  members: readonly Person[];
}

const group: Chat = {
  id: 'oc_5a6db07000000000000000000000c0ff',
  kind: 'group',
  name: '学员运营群',
  members: people,
};

/** One private chat for each person, and a group with all. */
export const chats: readonly Chat[] = [
  ...people.map(
    (member): Chat => ({
      id: member.openId.replace('ou_', 'oc_'),
      kind: 'private',
      name: member.name,
      members: [member],
    }),
  ),
  group,
];

export function personOf(openId: string): Person | null {
  return people.find((each) => each.openId === openId) ?? null;
}

/** Whether this is the open_id or union_id of a person or of the bot. */
export function isKnownId(id: string): boolean {
  return id === bot.openId || people.some(({ openId, unionId }) => id === openId || id === unionId);
}

export function chatOf(chatId: string): Chat | null {
  return chats.find(({ id }) => id === chatId) ?? null;
}

/** The private chat of this person with the bot. */
export function privateChatOf({ openId }: Person): Chat | null {
  return chats.find(({ kind, members }) => kind === 'private' && members[0]?.openId === openId) ?? null;
}

function person(number: string, name: string, tenantKey: string): Person {
  const digits = `5a6db07000000000000000000000${number.padStart(4, '0')}`;
  return { openId: `ou_${digits}`, unionId: `on_${digits}`, name, tenantKey };
}
