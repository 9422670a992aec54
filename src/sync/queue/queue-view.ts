import type { SyncRecord, SyncTarget } from '../sync-record.ts';
import type { QueuedSync, SyncStore } from '../sync-store.ts';

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
  syncs: Pick<SyncStore, 'readQueue'>;
  target: SyncTarget;
}

/** @param now epoch ms */
export async function viewQueue(deps: ViewingQueue, sync: SyncRecord, now: number): Promise<QueueView> {
  const view = await queueAround(deps, [sync], now);
  return view(sync);
}

/** Each with the queue around it. @param now epoch ms */
export async function withQueue<Sync extends SyncRecord>(
  deps: ViewingQueue,
  syncs: readonly Sync[],
  now: number,
): Promise<{ sync: Sync; queue: QueueView }[]> {
  const view = await queueAround(deps, syncs, now);
  return syncs.map((sync) => ({ sync, queue: view(sync) }));
}

/** Asks the store once, however many are told. @param now epoch ms @returns gives the queue around each of these syncs */
export async function queueAround(
  { syncs, target }: ViewingQueue,
  told: readonly SyncRecord[],
  now: number,
): Promise<(sync: SyncRecord) => QueueView> {
  const waits = told.some(({ status }) => status === 'queued');
  const queue = waits ? await syncs.readQueue(target, new Date(now)) : [];
  return (sync) => around(queue, sync, now);
}

function around(queue: readonly QueuedSync[], sync: SyncRecord, now: number): QueueView {
  const nothing = { before: 0, held: false, leftToOthers: false, now };
  const own = queue.find(({ id }) => id === sync.id);
  if (own === undefined || own.state === 'running') return nothing;
  // However many come first, nobody here will come to it.
  if (own.leftToOthers) return { ...nothing, leftToOthers: true };
  const ours = queue.filter(({ leftToOthers }) => !leftToOthers);
  return {
    ...nothing,
    before: own.state === 'ready' ? ours.filter((other) => isBefore(other, own)).length : 0,
    held: ours.some(({ state }) => state === 'holding'),
  };
}

function isBefore(other: QueuedSync, own: QueuedSync): boolean {
  switch (other.state) {
    case 'running':
    case 'holding':
      return true;
    case 'waiting':
      return false;
    case 'ready':
      return (other.readyAt - own.readyAt || other.number - own.number) < 0;
  }
}
