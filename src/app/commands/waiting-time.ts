import type { QueueView } from '../../sync/queue/queue-view.ts';
import { type SyncRecord, waitOf } from '../../sync/sync-record.ts';

/** Since when (ms on a clock that is never set) a command has been waiting for Feishu with its sync. */
export interface WaitingTime {
  since: number;
}

/**
 * Goes on while the sync is tried in between; ends as soon as it is worked on for another reason.
 * @param before as of the last look; null if the sync did not wait then
 * @param now ms on a clock that is never set
 */
export function waitingTime(
  before: WaitingTime | null,
  sync: SyncRecord,
  { held }: QueueView,
  now: number,
): WaitingTime | null {
  const waits = waitOf(sync) !== null || held;
  const isTried = sync.status === 'running' && sync.lastWait !== null;
  if (waits) return before ?? { since: now };
  return isTried ? before : null;
}

/** Whether the command need not wait any longer. While the sync is being tried it is not left alone. */
export function isLongEnough(
  waiting: WaitingTime | null,
  { status }: SyncRecord,
  now: number,
  waitMinutes: number,
): boolean {
  return waiting !== null && status === 'queued' && now - waiting.since >= waitMinutes * 60_000;
}
