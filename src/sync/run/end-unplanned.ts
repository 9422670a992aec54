import { reportUnplanned, type Unplanned } from '../report/report-unplanned.ts';
import type { SyncRecord } from '../sync-record.ts';
import { endEarly } from './end-early.ts';
import type { Ending } from './ending.ts';
import type { SyncDeps } from './run.ts';

/**
 * The ending of a sync that stopped before it had a plan.
 * @returns null if another process will take the sync up again
 */
export async function endUnplanned(
  deps: SyncDeps,
  sync: SyncRecord,
  thrown: unknown,
  known: Unplanned,
): Promise<Ending | null> {
  const report = sync.kind === 'undo' ? null : await reportUnplanned(deps.journal, sync, known);
  const sheets = known.roster?.file.sheets ?? [];
  return endEarly(deps, sync, thrown, { report, changes: null, gotFurther: false, sheets });
}
