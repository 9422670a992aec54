import { type AlertDeps, announceAlerts } from './announce-alerts.ts';
import { type AnnounceDeps, announceOnce } from './announce-syncs.ts';

const lookEveryMs = 500;

/**
 * Keeps the card of every sync up to date, and administrators informed, until told to stop. All that it has to know is in
 * the store, so that another process can go on with the same cards. Only one may do this at a time.
 */
export async function announceForever(deps: AnnounceDeps & AlertDeps, signal: AbortSignal): Promise<void> {
  const cardPauses = new Map<string, number>();
  const alertPauses = new Map<string, number>();
  while (!signal.aborted) {
    await attempt(deps, () => announceOnce(deps, cardPauses));
    await attempt(deps, () => announceAlerts(deps, alertPauses));
    if (!signal.aborted) await deps.clock.sleep(lookEveryMs);
  }
}

/** Whatever goes wrong in one look, the next may succeed. */
async function attempt({ log }: AnnounceDeps, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (err) {
    log.error({ err }, 'cards could not be brought up to date');
  }
}
