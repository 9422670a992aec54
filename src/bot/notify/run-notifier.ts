import type { Pausing } from '../../sync/queue/work-queue.ts';
import type { CardLock } from '../../sync/sync-store.ts';
import { createBackground } from '../background.ts';
import { type AlertDeps, sendAlerts } from './send-alerts.ts';
import { type DigestSendingDeps, sendDigest } from './send-digest.ts';
import { type ReminderDeps, sendReminders } from './send-reminders.ts';
import { type ConditionDeps, tellConditions } from './tell-conditions.ts';
import { type CardDeps, type CardPauses, updateCards } from './update-cards.ts';

/** Progress is only seen by looking; where the database tells of changes, others are noticed sooner. */
const pollMs = 500;
/** What is told once in hours need not be looked for all the time. */
const seldomMs = 30_000;

export interface NotifierDeps
  extends CardDeps,
    AlertDeps,
    ReminderDeps,
    ConditionDeps,
    DigestSendingDeps,
    Pausing {
  cardLock: CardLock;
}

/**
 * Keeps the cards of all syncs up to date, sends alerts, reminders and digests, until the signal. All its state is in the store, so that
 * another process can go on with the same cards. Of several processes only the one that holds the card lock does this:
 * two could overtake each other, and leave an old state on a card for good.
 */
export async function runNotifier(deps: NotifierDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const held = await deps.cardLock.tryAcquire().catch(() => null);
    if (held === null) await deps.clock.sleep(pollMs);
    else await updateUntil(deps, AbortSignal.any([signal, held.lost])).finally(held.release);
  }
}

async function updateUntil(deps: NotifierDeps, signal: AbortSignal): Promise<void> {
  const cardPauses: CardPauses = new Map();
  const alertPauses = new Map<string, number>();
  const reminderPauses = new Map<string, number>();
  // One round that fails or hangs keeps nothing from the next.
  const rounds = createBackground(deps.log);
  let seldomAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    rounds.start('bringing cards up to date', () => updateCards(deps, cardPauses));
    rounds.start('informing administrators', () => sendAlerts(deps, alertPauses));
    rounds.start('reminding people', () => sendReminders(deps, reminderPauses));
    if (deps.clock.monotonic() - seldomAt >= seldomMs) {
      seldomAt = deps.clock.monotonic();
      rounds.start('informing administrators of the service', () => tellConditions(deps));
      rounds.start('telling of the last week', () => sendDigest(deps));
    }
    if (!signal.aborted) await deps.pause(pollMs);
  }
  await rounds.idle();
}
