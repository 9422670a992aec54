import type { Logger } from '../../log.ts';
import type { SyncRecord } from '../../sync/sync-record.ts';
import type { Notice } from '../notice.ts';
import type { BotStore, Chat, Later, OpenCard, SendOutcome } from '../ports.ts';
import type { CardStep } from './next-card-step.ts';

interface ShowDeps {
  chat: Chat;
  bot: BotStore;
  log: Logger;
}

/** How a sync is shown to whoever asked for it. */
export type Way =
  | { by: 'update' | 'new_card'; cardMessageId: string }
  | { by: 'reply' | 'nothing' }
  /** `cardMessageId`: of the card that cannot be changed. */
  | { by: 'person'; cardMessageId: string | null };

/** After so many refusals the next way is tried; what no way takes will never be taken. */
const mostRefusals = 5;

/**
 * The first way that Feishu has not refused too often.
 * @param refusals in a row, for no reason that we know
 */
export function wayAfter(refusals: number, step: Exclude<CardStep, { do: 'leave' }>): Way {
  const ways = step.do === 'send' ? waysToSend : waysToUpdate(step.cardMessageId);
  return ways[Math.floor(refusals / mostRefusals)] ?? { by: 'nothing' };
}

const waysToSend: readonly Way[] = [{ by: 'reply' }, { by: 'person', cardMessageId: null }];

function waysToUpdate(cardMessageId: string): readonly Way[] {
  return (['update', 'new_card', 'person'] as const).map((by) => ({ by, cardMessageId }));
}

export type ShowOutcome = { kind: 'shown' } | { kind: 'unreachable' } | Later;

/** Shows a sync in one way. Where a card cannot be changed any more, or a message not be answered, the next way follows at once. */
export async function showCard(
  deps: ShowDeps,
  card: OpenCard,
  way: Way,
  notice: Notice,
): Promise<ShowOutcome> {
  switch (way.by) {
    case 'update': {
      const outcome = await deps.chat.update(way.cardMessageId, notice);
      if (outcome.kind === 'updated') return { kind: 'shown' };
      return outcome.kind === 'fixed'
        ? sendCard(deps, card, notice, keyOf(card, way.cardMessageId))
        : outcome;
    }
    case 'new_card':
      // Progress may be missed, and a new card for each step would flood the chat.
      if (isUnderWay(card.sync)) return { kind: 'shown' };
      return sendCard(deps, card, notice, keyOf(card, way.cardMessageId));
    case 'reply':
      return sendCard(deps, card, notice, keyOf(card, null));
    case 'person':
      return sendToPerson(deps, card, notice, keyOf(card, way.cardMessageId));
    case 'nothing':
      deps.log.warn({ number: card.sync.number }, 'Feishu does not take the card');
      return { kind: 'unreachable' };
  }
}

/** The same key for the same card: after a crash in between it is not sent twice. */
function keyOf({ sync }: OpenCard, replacedId: string | null): string {
  return replacedId === null ? `card:${sync.id}` : `card:${sync.id}:${replacedId}`;
}

function isUnderWay({ status }: SyncRecord): boolean {
  return status === 'queued' || status === 'running';
}

async function sendCard(deps: ShowDeps, card: OpenCard, notice: Notice, key: string): Promise<ShowOutcome> {
  const { origin } = card.sync;
  if (origin === null) return { kind: 'unreachable' };
  const outcome = await deps.chat.reply(origin.messageId, notice, key);
  // The message may have been recalled, or the bot removed from the group: the person is still there.
  return outcome.kind === 'unreachable'
    ? sendToPerson(deps, card, notice, key)
    : noteSent(deps, card, outcome);
}

async function sendToPerson(
  deps: ShowDeps,
  card: OpenCard,
  notice: Notice,
  key: string,
): Promise<ShowOutcome> {
  const { origin, number } = card.sync;
  if (origin === null) return { kind: 'unreachable' };
  const outcome = await deps.chat.sendToPerson(origin.openId, notice, `private:${key}`);
  if (outcome.kind === 'unreachable') deps.log.warn({ number }, 'nobody can receive the card');
  return noteSent(deps, card, outcome);
}

async function noteSent({ bot }: ShowDeps, { sync }: OpenCard, outcome: SendOutcome): Promise<ShowOutcome> {
  if (outcome.kind !== 'sent') return outcome;
  await bot.cardSent(sync.id, outcome.messageId);
  return { kind: 'shown' };
}
