import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import { type QueueView, viewQueue } from '../../sync/queue/queue-view.ts';
import { isFinal } from '../../sync/sync-record.ts';
import type { SyncStore } from '../../sync/sync-store.ts';
import type { Notice, SyncView } from '../notice.ts';
import type { BotStore, Chat, OpenCard, SendOutcome } from '../ports.ts';
import { type CardStep, fingerprintOf, nextCardStep } from './next-card-step.ts';

export interface CardDeps {
  syncs: SyncStore;
  bot: BotStore;
  chat: Chat;
  clock: Clock;
  log: Logger;
  /** Where the Base can be opened, if that is known. */
  baseUrl: string | null;
  /** Feishu is only a stand-in: every card says so. */
  sandbox: boolean;
}

/** When (epoch ms) each sync's card may be touched again, never while it is; forgetting it costs at most a call. */
export type CardPauses = Map<string, number>;

/** Feishu allows five changes of a message a second, from all instances together; people read slower. */
const betweenChangesMs = 1_000;
const afterFailureMs = 5_000;
/** Whenever one sync ends, the cards of all that wait would change: cards further back are changed this many times less often. */
const longestPauseFactor = 5;

/** Updates every card whose pause is over. A card that Feishu does not take delays no other. */
export async function updateCards(deps: CardDeps, pauses: CardPauses): Promise<void> {
  const open = await deps.bot.openCards();
  forgetClosed(pauses, open);
  const due = open.filter(({ sync }) => (pauses.get(sync.id) ?? 0) <= deps.clock.now());
  // Marked at once, so that no other round takes one of them meanwhile.
  for (const { sync } of due) pauses.set(sync.id, Number.POSITIVE_INFINITY);
  const shown: Promise<void>[] = [];
  for (const card of due) {
    shown.push(showSafely(deps, pauses, card));
    // Rendering many cards would block the event loop.
    await nextTurn();
  }
  await Promise.all(shown);
}

function forgetClosed(pauses: CardPauses, open: readonly OpenCard[]): void {
  const ids = new Set(open.map(({ sync }) => sync.id));
  for (const id of pauses.keys()) if (!ids.has(id)) pauses.delete(id);
}

async function showSafely(deps: CardDeps, pauses: CardPauses, card: OpenCard): Promise<void> {
  const { id, number } = card.sync;
  try {
    const pauseMs = await show(deps, card);
    pauses.set(id, deps.clock.now() + pauseMs);
  } catch (err) {
    deps.log.warn({ err, number }, 'a card could not be brought up to date');
    pauses.set(id, deps.clock.now() + afterFailureMs);
  }
}

/** @returns how long (ms) the card is to be left alone */
async function show(deps: CardDeps, card: OpenCard): Promise<number> {
  const { sync } = card;
  const queue = await viewQueue(deps.syncs, sync, deps.clock.now());
  const fingerprint = fingerprintOf(sync, queue);
  const step = nextCardStep(card, fingerprint);
  if (step.do === 'leave') return 0;
  const notice: Notice = { kind: 'sync', view: await viewOf(deps, card, queue) };
  const outcome = await applyStep(deps, card, step, notice);
  if (outcome.kind === 'later') return outcome.afterMs;
  // A card that nobody can receive is done, whatever the sync's state.
  await deps.bot.cardShows(sync.id, fingerprint, isFinal(sync) || outcome.kind === 'unreachable');
  return betweenChangesMs * Math.min(Math.max(queue.before, 1), longestPauseFactor);
}

async function viewOf(deps: CardDeps, { sync }: OpenCard, queue: QueueView): Promise<SyncView> {
  const report = isFinal(sync) ? await deps.syncs.readReport(sync.id) : null;
  return { sync, report, queue, baseUrl: deps.baseUrl, sandbox: deps.sandbox };
}

type ShowOutcome = { kind: 'shown' } | { kind: 'unreachable' } | { kind: 'later'; afterMs: number };

async function applyStep(
  deps: CardDeps,
  card: OpenCard,
  step: Exclude<CardStep, { do: 'leave' }>,
  notice: Notice,
): Promise<ShowOutcome> {
  if (step.do === 'send') return sendCard(deps, card, notice, `card:${card.sync.id}`);
  const outcome = await deps.chat.update(step.cardMessageId, notice);
  switch (outcome.kind) {
    case 'updated':
      return { kind: 'shown' };
    case 'later':
      return outcome;
    case 'fixed':
      return sendCard(deps, card, notice, `card:${card.sync.id}:${step.cardMessageId}`);
  }
}

/** The same key for the same card: after a crash in between it is not sent twice. */
async function sendCard(
  { chat, bot, log }: CardDeps,
  { sync }: OpenCard,
  notice: Notice,
  key: string,
): Promise<ShowOutcome> {
  if (sync.origin === null) return { kind: 'unreachable' };
  const { messageId, openId } = sync.origin;
  let outcome: SendOutcome = await chat.reply(messageId, notice, key);
  // The message may have been recalled, or the bot removed from the group: the person is still there.
  if (outcome.kind === 'unreachable') outcome = await chat.sendToPerson(openId, notice, `private:${key}`);
  if (outcome.kind === 'unreachable') log.warn({ number: sync.number }, 'nobody can receive the card');
  if (outcome.kind !== 'sent') return outcome;
  await bot.cardSent(sync.id, outcome.messageId);
  return { kind: 'shown' };
}
