import type { ChatOrigin, SyncRecord } from '../sync/sync-record.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import type { Asker } from './bot-action.ts';

/** A sync that somebody asked for in chat. */
export type ChatSync = SyncRecord & { origin: ChatOrigin };

/** As far back as the bot looks for a sync. */
const lookBack = 500;

/** The syncs a person may name, the newest first: those of the chat, where there is one, and the person's own. */
export async function syncsWithin(
  syncs: SyncStore,
  { chatId, openId }: { chatId: string | null; openId: string },
): Promise<ChatSync[]> {
  // No chat has an empty id.
  const listed = await syncs.listInChat({ chatId: chatId ?? '', openId }, lookBack);
  return listed.filter((sync): sync is ChatSync => sync.origin !== null);
}

/** As above, for whoever asks. */
export function syncsOf(syncs: SyncStore, asker: Asker): Promise<ChatSync[]> {
  const chatId = asker.kind === 'message' ? asker.chat.chatId : null;
  return syncsWithin(syncs, { chatId, openId: asker.openId });
}

/** Those that may be shown where the question was asked: a group does not learn what its members do elsewhere. */
export function shownTo(asker: Asker, syncs: readonly ChatSync[]): ChatSync[] {
  if (asker.kind === 'menu' || asker.chat.kind === 'private') return [...syncs];
  return inChat(asker.chat.chatId, syncs);
}

export function inChat(chatId: string, syncs: readonly ChatSync[]): ChatSync[] {
  return syncs.filter(({ origin }) => origin.chatId === chatId);
}
