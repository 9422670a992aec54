import type { ChatOrigin } from '../sync/sync-record.ts';
import type { Asker } from './bot-action.ts';
import type { ChatPlace } from './chat-event.ts';
import { type ChatSync, inChat } from './chat-syncs.ts';
import type { BotRefusal } from './notice.ts';

/** A command about a sync, typed, chosen from the menu, or confirmed by a button. */
export interface CommandRequest {
  openId: string;
  /** null: the last sync. */
  number: number | null;
  /** The same under every delivery of the same request. */
  key: string;
  /** The message that the new sync's card answers: the command or the card with the button; null: chosen from the menu. */
  answers: Pick<ChatOrigin, 'chatId' | 'isPrivate' | 'messageId'> | null;
}

export type CommandResult =
  /** `number` is the new sync's. */
  | { kind: 'added'; number: number }
  /** The command was executed at an earlier delivery. */
  | { kind: 'known' }
  | { kind: 'refused'; why: BotRefusal };

/** The request that a typed or chosen command makes. */
export function requestOf(asker: Asker, number: number | null): CommandRequest {
  const { openId, keys } = asker;
  const answers = asker.kind === 'message' ? { ...placeIn(asker.chat), messageId: asker.messageId } : null;
  return { openId, number, key: keys[0], answers };
}

/** The chat as the origin of a sync names it. */
export function placeIn({ chatId, kind }: ChatPlace): Pick<ChatOrigin, 'chatId' | 'isPrivate'> {
  return kind === 'private' ? { chatId, isPrivate: true } : { chatId };
}

/** Whether a sync of these is what an earlier delivery of the request has made. */
export function isExecuted({ answers }: CommandRequest, syncs: readonly ChatSync[]): boolean {
  return answers !== null && syncs.some(({ origin }) => origin.messageId === answers.messageId);
}

/** The sync that is meant; without a number the last one of the chat, or of the person where there is no chat. */
export function meantBy(
  { number, answers }: CommandRequest,
  syncs: readonly ChatSync[],
  counts: (sync: ChatSync) => boolean,
): ChatSync | undefined {
  if (number !== null) return syncs.find((sync) => sync.number === number);
  return (answers === null ? syncs : inChat(answers.chatId, syncs)).find(counts);
}

/** Without a message of its own, the card answers what the first sync answered. */
export function originFor({ openId, answers }: CommandRequest, first: ChatOrigin): ChatOrigin {
  return answers === null ? { ...first, openId } : { ...answers, openId, file: first.file };
}
