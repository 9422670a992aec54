import { type RerunOutcome, rerunSync } from '../sync/queue/submit-sync.ts';
import type { ChatOrigin } from '../sync/sync-record.ts';
import type { Asker } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import { type ChatSync, inChat, syncsWithin } from './chat-syncs.ts';
import type { BotRefusal } from './notice.ts';

export type RerunResult =
  /** `number` is the new sync's. */
  | { kind: 'added'; number: number }
  /** The command was executed at an earlier delivery. */
  | { kind: 'known' }
  | { kind: 'refused'; why: BotRefusal };

/** A `/rerun`, typed, chosen from the menu, or confirmed by a button. */
export interface RerunRequest {
  openId: string;
  /** null: the last sync. */
  number: number | null;
  /** The same under every delivery of the same request. */
  key: string;
  /** The message that the new sync's card answers: the command or the card with the button; null: chosen from the menu. */
  answers: { chatId: string; messageId: string } | null;
}

/** The request that a typed or chosen command makes. */
export function rerunRequest(asker: Asker, number: number | null): RerunRequest {
  const { openId, keys } = asker;
  const answers = asker.kind === 'message' ? { chatId: asker.chat.chatId, messageId: asker.messageId } : null;
  return { openId, number, key: keys[0], answers };
}

/**
 * `/rerun`: does a sync again, the one with this number or the last of the chat. However often the request is delivered,
 * it makes one sync.
 */
export async function rerunCommand(deps: BotDeps, request: RerunRequest): Promise<RerunResult> {
  const { openId, number, key, answers } = request;
  const syncs = await syncsWithin(deps.syncs, { chatId: answers?.chatId ?? null, openId });
  if (answers !== null && syncs.some(({ origin }) => origin.messageId === answers.messageId))
    return { kind: 'known' };
  const of = number === null ? lastFor(request, syncs) : syncs.find((sync) => sync.number === number);
  if (of === undefined) {
    const why: BotRefusal =
      number === null ? { kind: 'nothing_to_rerun' } : { kind: 'unknown_number', number };
    return { kind: 'refused', why };
  }
  const outcome = await rerunSync(deps, {
    of,
    key,
    origin: originFor(request, of.origin),
    askedBy: null,
    source: 'bot',
    addUnderNewDate: false,
  });
  return toResult(outcome);
}

/** What became of a rerun, in the words of chat. */
export function toResult(outcome: RerunOutcome): Exclude<RerunResult, { kind: 'known' }> {
  switch (outcome.kind) {
    case 'added':
      return { kind: 'added', number: outcome.sync.number };
    case 'still_running':
      return { kind: 'refused', why: { kind: 'still_running', number: outcome.sync.number } };
    case 'is_undo':
      return { kind: 'refused', why: { kind: 'nothing_to_rerun' } };
    case 'file_deleted':
    case 'other_target':
      return { kind: 'refused', why: { kind: outcome.kind } };
  }
}

function lastFor({ answers }: RerunRequest, syncs: readonly ChatSync[]): ChatSync | undefined {
  return answers === null ? syncs[0] : inChat(answers.chatId, syncs)[0];
}

/** Without a message of its own, the card answers what the first sync answered. */
function originFor({ openId, answers }: RerunRequest, first: ChatOrigin): ChatOrigin {
  return answers === null ? { ...first, openId } : { ...answers, openId, file: first.file };
}
