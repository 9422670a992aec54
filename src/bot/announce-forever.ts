import { type AlertDeps, announceAlerts } from './announce-alerts.ts';
import { type AnnounceDeps, announceOnce } from './announce-syncs.ts';
import { createBackground } from './background.ts';

const lookEveryMs = 500;

/**
 * Keeps the card of every sync up to date, and administrators informed, until told to stop. All that it has to know is in
 * the store, so that another process can go on with the same cards. Only one may do this at a time.
 */
export async function announceForever(deps: AnnounceDeps & AlertDeps, signal: AbortSignal): Promise<void> {
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
