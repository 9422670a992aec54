import type { SyncRecord } from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';

/** What people are told of the queue around a sync. */
export interface QueueView {
  /** How many syncs come first. */
  before: number;
  /** Feishu cannot be reached, so that nothing is worked on until it can. */
  held: boolean;
  /** The moment of telling (epoch ms), from which a person reads how long something has taken. */
  now: number;
}

/** @param now epoch ms */
export async function viewQueue(
  syncs: Pick<SyncStore, 'queuedBefore' | 'isHeld'>,
  { id, status }: SyncRecord,
  now: number,
): Promise<QueueView> {
  if (status !== 'queued') return { before: 0, held: false, now };
  return { before: await syncs.queuedBefore(id), held: await syncs.isHeld(), now };
}
