import { type RerunOutcome, rerunSync } from '../sync/queue/submit-sync.ts';
import type { BotDeps } from './bot-deps.ts';
import { syncsWithin } from './chat-syncs.ts';
import {
  type CommandRequest,
  type CommandResult,
  isExecuted,
  meantBy,
  originFor,
} from './command-request.ts';
import { notOver } from './not-over.ts';
import type { BotRefusal } from './notice.ts';

/**
 * `/rerun`: does a sync again, the one with this number or the last of the chat. However often the request is delivered,
 * it makes one sync.
 */
export async function rerunCommand(deps: BotDeps, request: CommandRequest): Promise<CommandResult> {
  const { openId, number, key, answers } = request;
  const syncs = await syncsWithin(deps.syncs, { chatId: answers?.chatId ?? null, openId });
  if (isExecuted(request, syncs)) return { kind: 'known' };
  const of = meantBy(request, syncs, ({ kind }) => kind === 'sync');
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
export function toResult(outcome: RerunOutcome): Exclude<CommandResult, { kind: 'known' }> {
  switch (outcome.kind) {
    case 'added':
      return { kind: 'added', number: outcome.sync.number };
    case 'still_running':
      return { kind: 'refused', why: notOver(outcome.sync) };
    case 'is_undo':
      return { kind: 'refused', why: { kind: 'nothing_to_rerun' } };
    case 'file_deleted':
    case 'other_target':
      return { kind: 'refused', why: { kind: outcome.kind } };
  }
}
