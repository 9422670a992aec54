import { administratorErrorCodes, type ErrorCode } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { SyncError, SyncRecord } from '../../sync/sync-record.ts';
import type { SyncStore } from '../../sync/sync-store.ts';
import type { Chat } from '../ports.ts';

const onlyAdministrators: ReadonlySet<ErrorCode> = new Set(administratorErrorCodes);

/** As long as Feishu remembers what was sent under a key: within it, telling again after a restart sends nothing. */
const newsMs = 60 * 60_000;
const looksAt = 20;
const afterFailureMs = 5_000;

export interface AlertDeps {
  syncs: SyncStore;
  chat: Chat;
  clock: Clock;
  log: Logger;
  /** `ALERT_CHAT`; null: administrators are not told. */
  alertChat: string | null;
}

/**
 * Tells the administrators' chat of syncs, wherever they were asked for, that ended for a reason that staff cannot mend;
 * each once.
 * @param pauses when (epoch ms) to look at a sync again, by its id; what was told is not looked at any more
 */
export async function announceAlerts(deps: AlertDeps, pauses: Map<string, number>): Promise<void> {
  const { alertChat, syncs, clock } = deps;
  if (alertChat === null) return;
  const now = clock.now();
  for (const sync of await syncs.list(looksAt)) {
    const error = alertOf(sync, now);
    if (error === null || (pauses.get(sync.id) ?? 0) > now) continue;
    // Not while it is being told.
    pauses.set(sync.id, Number.POSITIVE_INFINITY);
    pauses.set(sync.id, now + (await tell(deps, alertChat, sync, error)));
  }
}

function alertOf({ error, finishedAt }: SyncRecord, now: number): SyncError | null {
  if (error?.kind !== 'stopped' || !onlyAdministrators.has(error.code)) return null;
  return finishedAt !== null && now - finishedAt.getTime() < newsMs ? error : null;
}

/** @returns after how long (ms) to try again */
async function tell(
  { chat, log }: AlertDeps,
  alertChat: string,
  { id, number }: SyncRecord,
  error: SyncError,
): Promise<number> {
  try {
    const outcome = await chat.tellChat(alertChat, { kind: 'alert', number, error }, `alert:${id}`);
    if (outcome.kind === 'later') return outcome.afterMs;
    if (outcome.kind === 'unreachable') log.warn({ number }, 'ALERT_CHAT cannot be reached');
    return Number.POSITIVE_INFINITY;
  } catch (err) {
    log.warn({ err, number }, 'telling ALERT_CHAT failed');
    return afterFailureMs;
  }
}
