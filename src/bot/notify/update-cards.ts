import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import { type QueueView, queueAround } from '../../sync/queue/queue-view.ts';
import { isFinal, type SyncRecord, type SyncTarget } from '../../sync/sync-record.ts';
import type { SyncStore } from '../../sync/sync-store.ts';
import { countAwaitingDay, senderIn } from '../awaiting-day.ts';
import type { Notice, SyncView } from '../notice.ts';
import type { BotStore, Chat, OpenCard } from '../ports.ts';
import { isQuiet } from '../quiet-hours.ts';
import { fingerprintOf, nextCardStep } from './next-card-step.ts';
import { showCard, wayAfter } from './show-card.ts';

export interface CardDeps {
  syncs: SyncStore;
  /** Where this service works. */
  target: SyncTarget;
  bot: BotStore;
  chat: Chat;
  clock: Clock;
  log: Logger;
  /** Where the Base can be opened, if that is known. */
  baseUrl: string | null;
  /** `PUBLIC_URL`, under which the page is opened; null if there is none. */
  pageUrl: string | null;
  /** Feishu is only a stand-in: every card says so. */
  sandbox: boolean;
}

export interface CardPause {
  /** When (epoch ms) the card may be touched again; never while it is. */
  until: number;
  /** How often in a row Feishu has refused it for no reason that we know. */
  refusals: number;
}

/** By sync; forgetting it costs some calls at most. */
export type CardPauses = Map<string, CardPause>;

/** Feishu allows five changes of a message a second, from all instances together; people read slower. */
const betweenChangesMs = 1_000;
const afterFailureMs = 5_000;
/** Whenever one sync ends, the cards of all that wait would change: cards further back are changed this many times less often. */
const longestPauseFactor = 5;

/** Updates every card whose pause is over. A card that Feishu does not take delays no other. */
export async function updateCards(deps: CardDeps, pauses: CardPauses): Promise<void> {
  const open = await deps.bot.openCards();
  forgetClosed(pauses, open);
  const due = open.filter(({ sync }) => pauseOf(pauses, sync.id).until <= deps.clock.now());
  // Marked at once, so that no other round takes one of them meanwhile.
  for (const { sync } of due)
    pauses.set(sync.id, { ...pauseOf(pauses, sync.id), until: Number.POSITIVE_INFINITY });
  const awaiting = countAwaitingDay(open.map(({ sync }) => sync));
  const shown: Promise<void>[] = [];
  const view = queueAround(
    deps,
    due.map(({ sync }) => sync),
    deps.clock.now(),
  );
  for (const card of due) {
    const among = { ...card, othersAwaitDay: othersOf(card.sync, awaiting), view };
    shown.push(showSafely(deps, pauses, among));
    // Rendering many cards would block the event loop.
    await nextTurn();
  }
  await Promise.all(shown);
}

/** A card, with what it shows of other syncs. */
type CardAmongOthers = OpenCard & Pick<SyncView, 'othersAwaitDay'> & { view: ReturnType<typeof queueAround> };

/** None as long as nobody has said a day that could be theirs. */
function othersOf(sync: SyncRecord, awaiting: ReadonlyMap<string, number>): number {
  if (sync.input.day === null || sync.status === 'canceled') return 0;
  return awaiting.get(senderIn(sync) ?? '') ?? 0;
}

function pauseOf(pauses: CardPauses, syncId: string): CardPause {
  return pauses.get(syncId) ?? { until: 0, refusals: 0 };
}

function forgetClosed(pauses: CardPauses, open: readonly OpenCard[]): void {
  const ids = new Set(open.map(({ sync }) => sync.id));
  for (const id of pauses.keys()) if (!ids.has(id)) pauses.delete(id);
}

async function showSafely(deps: CardDeps, pauses: CardPauses, card: CardAmongOthers): Promise<void> {
  const { id, number } = card.sync;
  const { refusals } = pauseOf(pauses, id);
  try {
    const shown = await show(deps, card, refusals);
    pauses.set(id, { until: deps.clock.now() + shown.pauseMs, refusals: shown.refusals });
  } catch (err) {
    deps.log.warn({ err, number }, 'a card could not be brought up to date');
    pauses.set(id, { until: deps.clock.now() + afterFailureMs, refusals });
  }
}

/** @returns how long (ms) the card is to be left alone, and how often it has been refused by then */
async function show(
  deps: CardDeps,
  card: CardAmongOthers,
  refusals: number,
): Promise<{ pauseMs: number; refusals: number }> {
  const { sync, othersAwaitDay } = card;
  const view = await card.view;
  const queue = view(sync);
  const fingerprint = fingerprintOf(sync, queue, othersAwaitDay);
  const step = nextCardStep(card, fingerprint);
  if (step.do === 'leave') return isLate(card) ? replyLate(deps, card, queue) : { pauseMs: 0, refusals };
  const notice: Notice = { kind: 'sync', view: await viewOf(deps, card, queue) };
  const outcome = await showCard(deps, card, wayAfter(refusals, step), notice);
  if (outcome.kind === 'later')
    return { pauseMs: outcome.afterMs, refusals: outcome.refused ? refusals + 1 : refusals };
  // A card that nobody can receive is done, whatever the sync's state; one that changes unseen is not.
  const isDone = isSettled(sync) && othersAwaitDay === 0 && !(step.do === 'update' && isLate(card));
  await deps.bot.cardShows(sync.id, fingerprint, isDone || outcome.kind === 'unreachable');
  const pauseMs = betweenChangesMs * Math.min(Math.max(queue.before, 1), longestPauseFactor);
  return { pauseMs, refusals: 0 };
}

/** The sync that this one takes back, or whose preview it writes. */
async function aboutOf({ syncs }: CardDeps, { undoes, previewOf }: SyncRecord): Promise<SyncRecord | null> {
  const id = undoes ?? previewOf;
  return id === null ? null : syncs.get(id);
}

/** Whether the card will say nothing else. While an undo is under way, it may. */
function isSettled(sync: SyncRecord): boolean {
  return isFinal(sync) && (sync.undoneBy === null || sync.isUndone);
}

/** People have turned to other things by then, and a card that only changes tells nobody. */
const lateAfterMs = 10 * 60_000;

/** Whether it came to its end long after anybody did something about it; whoever cancels it knows. */
function isLate({ sync, actedAt }: OpenCard): boolean {
  const { finishedAt, status, undoneBy, writtenBy } = sync;
  // What is opened again for what others make of it has been told of.
  if (undoneBy !== null || writtenBy !== null) return false;
  return finishedAt !== null && status !== 'canceled' && finishedAt.getTime() - actedAt > lateAfterMs;
}

/** Its card shows the end already; a short answer tells of it, though not at night. */
async function replyLate(
  { chat, bot, clock }: CardDeps,
  { sync, fingerprint }: OpenCard,
  queue: QueueView,
): Promise<{ pauseMs: number; refusals: number }> {
  if (isQuiet(clock.now())) return { pauseMs: betweenLooksMs, refusals: 0 };
  if (sync.origin !== null) {
    const notice: Notice = { kind: 'late_result', listed: { sync, queue } };
    const outcome = await chat.reply(sync.origin.messageId, notice, `late:${sync.id}`);
    if (outcome.kind === 'later') return { pauseMs: outcome.afterMs, refusals: 0 };
  }
  await bot.cardShows(sync.id, fingerprint ?? '', true);
  return { pauseMs: 0, refusals: 0 };
}

const betweenLooksMs = 60_000;

async function viewOf(
  deps: CardDeps,
  { sync, othersAwaitDay }: CardAmongOthers,
  queue: QueueView,
): Promise<SyncView> {
  const report = isFinal(sync) ? await deps.syncs.readReport(sync.id) : null;
  const { baseUrl, pageUrl, sandbox } = deps;
  const about = await aboutOf(deps, sync);
  return { sync, about, report, queue, othersAwaitDay, baseUrl, pageUrl, sandbox };
}
