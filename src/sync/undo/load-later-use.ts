import type { Journal } from '../journal.ts';
import type { SyncRecord } from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';
import { collectLaterUse, type LaterSync, type LaterUse } from './later-use.ts';
import type { Touched } from './touched.ts';

export interface LaterUseDeps {
  syncs: Pick<SyncStore, 'listLater' | 'readChanges' | 'allChanges'>;
  journal: Pick<Journal, 'fieldsWrittenSince' | 'lastSaid'>;
}

/**
 * What has come to rely on this sync since.
 * @param linkedInDoubt learners that enrollments in doubt link to
 */
export async function loadLaterUse(
  deps: LaterUseDeps,
  of: SyncRecord,
  touched: Touched,
  linkedInDoubt: ReadonlySet<string>,
): Promise<LaterUse> {
  const laterSyncs: LaterSync[] = [];
  let isComplete = true;
  for (const later of await deps.syncs.listLater(of)) {
    if (later.isUndone || !promisesAnything(later)) continue;
    const page = await deps.syncs.readChanges(later.id, null, 1);
    if (page === null) isComplete = false;
    else
      laterSyncs.push({
        rows: deps.syncs.allChanges(later.id),
        columns: page.file.columns,
        skipsOtherDays: (later.summary?.enrollmentsOtherDate ?? 0) > 0,
        isLaterUpload: later.rerunOf === null && later.previewOf === null && later.number > of.number,
      });
  }
  const { learnerCells, enrollmentCells } = touched;
  const overwritten = new Set([...learnerCells, ...enrollmentCells].map(({ recordId }) => recordId));
  const userIds = userIdsOf(touched);
  return {
    ...(await collectLaterUse(laterSyncs, userIds)),
    lastSaid: await deps.journal.lastSaid(of.target, of.uploadId, userIds),
    writtenSince: await deps.journal.fieldsWrittenSince(of.target, of.id, overwritten),
    linkedInDoubt,
    isComplete,
  };
}

/** Whether its report says of any row that it is in Base. */
function promisesAnything({ summary }: SyncRecord): boolean {
  return summary !== null && summary.rows > summary.rowsFailed + summary.rowsNotEnrolled;
}

function userIdsOf({ enrollments, learners, learnerCells, enrollmentCells, links }: Touched): Set<string> {
  const things = [enrollments, learners, learnerCells, enrollmentCells, links].flat();
  return new Set(things.map(({ userId }) => userId));
}
