import { administratorErrorCodes, type ErrorCode } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { SyncError, SyncRecord } from '../../sync/sync-record.ts';
import type { SyncStore } from '../../sync/sync-store.ts';
import type { Chat } from '../ports.ts';

const onlyAdministrators: ReadonlySet<ErrorCode> = new Set(administratorErrorCodes);

/** As long as Feishu deduplicates by send key: within it, sending again after a restart sends nothing. */
const deduplicatedMs = 60 * 60_000;
const syncsChecked = 20;
const afterFailureMs = 5_000;

export interface AlertDeps {
  syncs: SyncStore;
  chat: Chat;
  clock: Clock;
  log: Logger;
  /** `ALERT_CHAT`; null: no alerts are sent. */
  alertChat: string | null;
}

/**
 * Sends one alert to the administrators' chat for each sync, whatever its source, that ended for a reason that only an
 * administrator can fix.
 * @param pauses when (epoch ms) to try a sync's alert again, by its id; infinity once it was sent
 */
export async function sendAlerts(deps: AlertDeps, pauses: Map<string, number>): Promise<void> {
  const { alertChat, syncs, clock } = deps;
  if (alertChat === null) return;
  const now = clock.now();
  for (const sync of await syncs.list(syncsChecked)) {
    const error = alertOf(sync, now);
    if (error === null || (pauses.get(sync.id) ?? 0) > now) continue;
    // Not while it is being sent.
    pauses.set(sync.id, Number.POSITIVE_INFINITY);
    pauses.set(sync.id, now + (await sendAlert(deps, alertChat, sync, error)));
  }
}

function alertOf({ error, finishedAt }: SyncRecord, now: number): SyncError | null {
  if (error?.kind !== 'stopped' || !onlyAdministrators.has(error.code)) return null;
  return finishedAt !== null && now - finishedAt.getTime() < deduplicatedMs ? error : null;
}

/** @returns after how long (ms) to try again */
async function sendAlert(
  { chat, log }: AlertDeps,
  alertChat: string,
  { id, number }: SyncRecord,
  error: SyncError,
): Promise<number> {
  try {
    const outcome = await chat.sendToChat(alertChat, { kind: 'alert', number, error }, `alert:${id}`);
    if (outcome.kind === 'later') return outcome.afterMs;
    if (outcome.kind === 'unreachable') log.warn({ number }, 'ALERT_CHAT cannot be reached');
    return Number.POSITIVE_INFINITY;
  } catch (err) {
    log.warn({ err, number }, 'sending to ALERT_CHAT failed');
    return afterFailureMs;
  }
}
