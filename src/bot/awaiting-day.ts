import type { SyncRecord } from '../sync/sync-record.ts';

/** Whether a sync waits for somebody to say its day. */
export function awaitsDay({ status, needs }: SyncRecord): boolean {
  return status === 'needs_input' && needs?.day === true;
}

/** The same for all files that one person has sent to one chat; null for a sync that was not asked for in chat. */
export function senderIn({ origin }: SyncRecord): string | null {
  return origin === null ? null : `${origin.chatId} ${origin.openId}`;
}

/** Counts the syncs that wait for their day, by sender and chat. */
export function countAwaitingDay(syncs: Iterable<SyncRecord>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const sync of syncs) {
    const sender = senderIn(sync);
    if (sender !== null && awaitsDay(sync)) counts.set(sender, (counts.get(sender) ?? 0) + 1);
  }
  return counts;
}
