import { type RerunOutcome, rerunSync } from '../sync/queue/submit-sync.ts';
import type { ChatOrigin } from '../sync/sync-record.ts';
import type { Asker } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import { type ChatSync, inChat, syncsOf } from './chat-syncs.ts';
import type { BotRefusal } from './notice.ts';

export type RerunResult =
  /** `number` is the new sync's. */
  | { kind: 'added'; number: number }
  /** The command was executed at an earlier delivery. */
  | { kind: 'known' }
  | { kind: 'refused'; why: BotRefusal };

/**
 * `/rerun`: does a sync again, the one with this number or the last of the chat. However often the command is delivered,
 * it makes one sync.
 */
export async function rerunCommand(deps: BotDeps, asker: Asker, number: number | null): Promise<RerunResult> {
  const syncs = await syncsOf(deps.syncs, asker);
  if (asker.kind === 'message' && syncs.some((sync) => answers(sync, asker.messageId)))
    return { kind: 'known' };
  const of = number === null ? lastFor(asker, syncs) : syncs.find((sync) => sync.number === number);
  if (of === undefined) {
    const why: BotRefusal =
      number === null ? { kind: 'nothing_to_rerun' } : { kind: 'unknown_number', number };
    return { kind: 'refused', why };
  }
  const outcome = await rerunSync(deps, {
    of,
    key: asker.keys[0],
    origin: originFor(asker, of.origin),
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
    default:
      return { kind: 'refused', why: { kind: outcome.kind } };
  }
}

function answers({ origin }: ChatSync, messageId: string): boolean {
  return origin.messageId === messageId;
}

function lastFor(asker: Asker, syncs: readonly ChatSync[]): ChatSync | undefined {
  return asker.kind === 'message' ? inChat(asker.chat.chatId, syncs)[0] : syncs[0];
}

/** The card answers the command; without a message it answers what the first sync answered. */
function originFor(asker: Asker, first: ChatOrigin): ChatOrigin {
  const { openId } = asker;
  if (asker.kind === 'menu') return { ...first, openId };
  return { chatId: asker.chat.chatId, messageId: asker.messageId, openId, file: first.file };
}
