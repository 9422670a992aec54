import type { SyncRecord } from '../sync-record.ts';
import type { FileSender, WaitingFiles } from './digest.ts';

/** The files that wait for a person, by whose they are; the most first. */
export function waitingFiles(
  syncs: readonly Pick<SyncRecord, 'status' | 'origin' | 'askedBy'>[],
): WaitingFiles[] {
  const bySender = new Map<string, WaitingFiles>();
  for (const sync of syncs) {
    if (sync.status !== 'needs_input') continue;
    const who = senderOf(sync);
    const key = JSON.stringify(who);
    bySender.set(key, { who, files: (bySender.get(key)?.files ?? 0) + 1 });
  }
  return [...bySender.values()].sort((a, b) => b.files - a.files);
}

function senderOf({ origin, askedBy }: Pick<SyncRecord, 'origin' | 'askedBy'>): FileSender {
  const openId = origin?.openId ?? askedBy?.openId ?? null;
  return openId === null ? { kind: 'by_name', name: askedBy?.name ?? null } : { kind: 'by_open_id', openId };
}
