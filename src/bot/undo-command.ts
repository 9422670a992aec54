import { type UndoOutcome, undoSync } from '../sync/queue/undo-sync.ts';
import type { ChatOrigin, SyncRecord } from '../sync/sync-record.ts';
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
 * `/undo`: takes a sync back, the one with this number or the last of the chat, after its figures are agreed to. Without a
 * number it never goes on to an older one.
 */
export async function undoCommand(deps: BotDeps, request: CommandRequest): Promise<CommandResult> {
  const { openId, number, key, answers } = request;
  const syncs = await syncsWithin(deps.syncs, { chatId: answers?.chatId ?? null, openId });
  if (isExecuted(request, syncs)) return { kind: 'known' };
  const of = meantBy(request, syncs, ({ kind, dryRun }) => kind === 'sync' && !dryRun);
  if (of === undefined) {
    const why: BotRefusal =
      number === null ? { kind: 'nothing_to_undo' } : { kind: 'unknown_number', number };
    return { kind: 'refused', why };
  }
  return takeBack(deps, of, { openId, key, origin: originFor(request, of.origin) });
}

/** Asks the queue to take a sync back, for a person in chat. */
export async function takeBack(
  deps: BotDeps,
  of: SyncRecord,
  { openId, key, origin }: { openId: string; key: string; origin: ChatOrigin },
): Promise<CommandResult> {
  const outcome = await undoSync(deps, {
    of,
    who: { kind: 'person', openId, name: null, mayForOthers: deps.allowed.users.has(openId) },
    confirmed: false,
    ...{ key, origin, askedBy: null, source: 'bot' },
  });
  return outcome.kind === 'added'
    ? { kind: 'added', number: outcome.sync.number }
    : { kind: 'refused', why: refusalOf(outcome, of) };
}

function refusalOf(outcome: Exclude<UndoOutcome, { kind: 'added' }>, { number }: SyncRecord): BotRefusal {
  switch (outcome.kind) {
    case 'under_way':
    case 'still_running':
      return notOver(outcome.sync);
    case 'already_undone':
    case 'nothing_written':
    case 'not_yours':
      return { kind: outcome.kind, number };
    case 'other_target':
    case 'file_deleted':
      return { kind: outcome.kind };
  }
}
