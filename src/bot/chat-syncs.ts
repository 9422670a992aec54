import type { ChatOrigin, SyncRecord } from '../sync/sync-record.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import type { Asker } from './bot-action.ts';

/** A sync that somebody asked for in chat. */
export type ChatSync = SyncRecord & { origin: ChatOrigin };

/** As far back as the bot looks for a sync. */
const lookBack = 500;

/** The syncs a person may name: those of the chat and the person's own, the newest first. */
export async function syncsWithin(
  syncs: SyncStore,
  place: { chatId: string; openId: string },
): Promise<ChatSync[]> {
  const listed = await syncs.listInChat(place, lookBack);
  return listed.filter((sync): sync is ChatSync => sync.origin !== null);
}

/** As above, for whoever asks; without a chat only the person's own. */
export function syncsOf(syncs: SyncStore, asker: Asker): Promise<ChatSync[]> {
  // No chat has an empty id.
  const chatId = asker.kind === 'message' ? asker.chat.chatId : '';
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
