import { runSync } from '../../src/sync/run/run-sync.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { createKiller, withKiller } from './killer.ts';
import type { SyncHarness } from './sync-harness.ts';

interface QueuedSync {
  harness: SyncHarness;
  sync: SyncRecord;
}

/**
 * Kills a sync right after each of its calls in turn. Yields it where it has not ended, to be gone on with.
 * @param queue the same sync over a harness of its own each time
 */
export async function* killedAfterEachCall(
  queue: () => Promise<QueuedSync>,
): AsyncGenerator<QueuedSync & { killed: string }> {
  for (let point = 0; ; point += 1) {
    const { harness, sync } = await queue();
    const killer = createKiller(point, 'after');
    await runSync(withKiller(harness, killer), sync, new AbortController().signal).catch(() => undefined);
    if (killer.calls <= point) return;
    const state = await harness.store.syncs.get(sync.id);
    if (state?.finishedAt === null) yield { harness, sync, killed: `killed after call ${point}` };
  }
}
