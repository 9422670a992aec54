import { createHash } from 'node:crypto';
import type { QueueView } from '../../sync/queue/queue-view.ts';
import { minutesSince, type SyncRecord, waitOf } from '../../sync/sync-record.ts';
import { todayIn } from '../../sync/today-in.ts';
import { awaitsDay } from '../awaiting-day.ts';
import type { OpenCard } from '../ports.ts';

export type CardStep =
  | { do: 'leave' }
  /** There is no card yet. */
  | { do: 'send' }
  | { do: 'update'; cardMessageId: string };

/** What has to happen so that the card shows the sync as it is. */
export function nextCardStep(
  card: Pick<OpenCard, 'cardMessageId' | 'fingerprint'>,
  fingerprint: string,
): CardStep {
  if (card.cardMessageId === null) return { do: 'send' };
  if (card.fingerprint === fingerprint) return { do: 'leave' };
  return { do: 'update', cardMessageId: card.cardMessageId };
}

/** Equal for two states of a sync that look the same on its card. @param othersAwaitDay as of a sync's view */
export function fingerprintOf(
  sync: SyncRecord,
  { before, held, leftToOthers, now }: QueueView,
  othersAwaitDay: number,
): string {
  const wait = waitOf(sync);
  const told = wait === null ? held : [wait.code, wait.details, minutesSince(wait, now)];
  const { status, cancelRequested, progress, input, needs, summary, error, undoneBy, isUndone, writtenBy } =
    sync;
  const others = [undoneBy, isUndone, writtenBy, othersAwaitDay];
  // 今天 and 昨天 are other days tomorrow.
  const today = awaitsDay(sync) ? todayIn('Asia/Shanghai', now) : null;
  const shown = [
    status,
    cancelRequested,
    progress,
    input,
    needs,
    summary,
    error,
    before,
    leftToOthers,
    told,
    others,
    today,
  ];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}
