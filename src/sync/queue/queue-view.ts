import type { SyncRecord, SyncTarget } from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';

/** What people are told of the queue around a sync. */
export interface QueueView {
  /** How many syncs come first. */
  before: number;
  /** Feishu cannot be reached, so that nothing is worked on until it can. */
  held: boolean;
  /** It is for another Base, whose own service is waited for. */
  leftToOthers: boolean;
  /** The moment of telling (epoch ms), from which a person reads how long something has taken. */
  now: number;
}

/** Of whoever tells: what is known of syncs, and where this service works. */
export interface ViewingQueue {
  syncs: Pick<SyncStore, 'queuedBefore' | 'isHeld' | 'isLeftToOthers'>;
  target: SyncTarget;
}

/** @param now epoch ms */
export async function viewQueue(
  { syncs, target }: ViewingQueue,
  sync: SyncRecord,
  now: number,
): Promise<QueueView> {
  const nothing = { before: 0, held: false, leftToOthers: false, now };
  if (sync.status !== 'queued') return nothing;
  // However many come first, nobody here will come to it.
  if (await syncs.isLeftToOthers(sync, target, new Date(now))) return { ...nothing, leftToOthers: true };
  return { ...nothing, before: await syncs.queuedBefore(sync.id), held: await syncs.isHeld() };
}
