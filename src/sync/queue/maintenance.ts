import type { Clock } from '../clock.ts';
import type { SyncStore } from '../sync-store.ts';

const dayMs = 86_400_000;
/** After this long without an answer a sync that waits for input is canceled. */
const unansweredDays = 14;

/** Cancels what nobody answers, and deletes files and rows of people after the retention time. */
export async function runMaintenance(
  syncs: SyncStore,
  clock: Clock,
  retentionDays: number,
): Promise<{ canceled: number; deleted: number }> {
  const now = clock.now();
  await syncs.forgetEvents(new Date(now));
  const before = (days: number) => new Date(now - days * dayMs);
  return {
    canceled: await syncs.cancelUnanswered(before(unansweredDays), new Date(now)),
    deleted: await syncs.deleteOld(before(retentionDays)),
  };
}
