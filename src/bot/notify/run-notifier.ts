import type { WorkerLock } from '../../sync/sync-store.ts';
import { createBackground } from '../background.ts';
import { type AlertDeps, announceAlerts } from './send-alerts.ts';
import { type AnnounceDeps, announceOnce } from './update-cards.ts';

const lookEveryMs = 500;

export interface AnnounceForeverDeps extends AnnounceDeps, AlertDeps {
  cardLock: WorkerLock;
}

/**
 * Keeps the card of every sync up to date, and administrators informed, until told to stop. All that it has to know is in
 * the store, so that another process can go on with the same cards. Of several only the one that holds the lock does
 * this: two could overtake each other, and leave an old state on a card for good.
 */
export async function announceForever(deps: AnnounceForeverDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const release = await deps.cardLock.tryAcquire().catch(() => null);
    if (release === null) await deps.clock.sleep(lookEveryMs);
    else await announceUntil(deps, signal).finally(release);
  }
}

async function announceUntil(deps: AnnounceForeverDeps, signal: AbortSignal): Promise<void> {
  const cardPauses = new Map<string, number>();
  const alertPauses = new Map<string, number>();
  // Whatever goes wrong in one look, the next may succeed; and it does not wait for an answer that does not come.
  const looks = createBackground(deps.log);
  while (!signal.aborted) {
    looks.start('bringing cards up to date', () => announceOnce(deps, cardPauses));
    looks.start('informing administrators', () => announceAlerts(deps, alertPauses));
    if (!signal.aborted) await deps.clock.sleep(lookEveryMs);
  }
  await looks.idle();
}
