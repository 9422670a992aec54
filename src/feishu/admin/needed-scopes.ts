/** What a scope is for. */
export type ScopePurpose =
  /** Nothing works without. */
  | 'base'
  /** The Base is in a wiki. */
  | 'wiki'
  | 'bot'
  /** Feishu proposes the commands to whoever types `/`; they work without. */
  | 'commands'
  | 'login'
  /** Login for the members of `ALLOWED_CHATS`. */
  | 'login_chats';

/** One scope, and those that include it. */
export interface NeededScope {
  name: string;
  purpose: ScopePurpose;
  includedIn: readonly string[];
}

/**
 * The scopes of all features, in the order in which the documents of this service name them. A scope that is added later
 * needs a new version of the app and a new approval, so that all are asked for at once. Left out: the sensitive
 * `im:message.group_msg`, with which files that others sent in a group can be read.
 * Source: the table of each page under https://open.feishu.cn/document that the endpoints name
 */
export const neededScopes: readonly NeededScope[] = [
  { name: 'bitable:app', purpose: 'base', includedIn: [] },
  { name: 'wiki:node:read', purpose: 'wiki', includedIn: ['wiki:wiki', 'wiki:wiki:readonly'] },
  { name: 'im:message.p2p_msg:readonly', purpose: 'bot', includedIn: ['im:message.p2p_msg'] },
  { name: 'im:message.group_at_msg:readonly', purpose: 'bot', includedIn: ['im:message.group_at_msg'] },
  { name: 'im:message:readonly', purpose: 'bot', includedIn: ['im:message'] },
  { name: 'im:message:send_as_bot', purpose: 'bot', includedIn: ['im:message'] },
  { name: 'im:resource', purpose: 'bot', includedIn: [] },
  { name: 'application:app_slash_command:read', purpose: 'commands', includedIn: [] },
  { name: 'application:app_slash_command:write', purpose: 'commands', includedIn: [] },
  { name: 'tenant:tenant:readonly', purpose: 'login', includedIn: [] },
  {
    name: 'im:chat.members:read',
    purpose: 'login_chats',
    includedIn: ['im:chat', 'im:chat:readonly', 'im:chat.group_info:readonly'],
  },
];

/** All of them, in the form that 批量导入 in the developer console takes. */
export function scopesToImport(): { scopes: { tenant: string[]; user: string[] } } {
  return { scopes: { tenant: neededScopes.map(({ name }) => name), user: [] } };
}

/** The scopes of these purposes that are neither granted nor included in one that is. */
export function missingScopes(
  granted: ReadonlySet<string>,
  purposes: ReadonlySet<ScopePurpose>,
): NeededScope[] {
  return neededScopes
    .filter(({ purpose }) => purposes.has(purpose))
    .filter(({ name, includedIn }) => ![name, ...includedIn].some((scope) => granted.has(scope)));
}
