import { type SyncRecord, waitOf } from '../../src/sync/sync-record.ts';
import type { SyncHarness } from './sync-harness.ts';

/** Lets time go by and works on a sync that waits, until it waits no more. */
export async function untilItEnds({ clock, run }: SyncHarness, sync: SyncRecord): Promise<SyncRecord> {
  let latest = sync;
  for (let wait = waitOf(latest); wait !== null; wait = waitOf(latest)) {
    clock.advance(wait.nextTryAt - clock.now());
    latest = await run(latest);
  }
  return latest;
}
