import type { BatchSize } from '../batch-size.ts';
import { courseOf } from '../enrollment-key.ts';
import { type Intent, type IntentRows, isCreate } from '../journal.ts';
import type { CompleteRow } from '../plan/complete-rows.ts';
import type { SyncRecord } from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';
import { isLongOver, timeOf, wasSentLate } from './call-time.ts';
import { inDoubtError, linesInDoubtError } from './in-doubt-error.ts';
import { lookForIntent } from './look-for-intent.ts';
import type { Resolution } from './resolution.ts';
import type { ResolveDeps } from './resolve-deps.ts';
import { leftBehind, noteSending, resolveIntent } from './resolve-intent.ts';

/**
 * Clears up, before anything is planned, what earlier runs left without a result in this target: own intents are
 * completed or, where they never get through, given up in the end; those of other uploads are only looked for, and so
 * are those whose days are those of another zone: sent now, they would stand under other days.
 * @param zoneSince since when (epoch ms, by Feishu's time) the Base keeps its days in the present zone
 * @param rows the valid rows of this sync's file
 * @returns what turned out to be in Base
 * @throws AppError `in_doubt` if rows of this file may or may not be in Base
 */
export async function resolveOpenIntents(
  deps: OpenIntentDeps,
  { sync, zoneSince }: { sync: SyncRecord; zoneSince: number },
  rows: readonly CompleteRow[],
): Promise<FoundInBase[]> {
  const found: FoundInBase[] = [];
  for (const intent of await deps.journal.open(deps.target)) {
    await deps.checkpoint();
    const owner = await deps.syncs.get(intent.syncId);
    const own = !sync.dryRun && owner?.uploadId === sync.uploadId;
    const isGivenUp = isLongOver(deps, intent) && wasSentLate(deps, intent);
    const maySend = own && !isGivenUp && !(isCreate(intent) && intent.startedAt < zoneSince);
    const resolution = maySend
      ? await resolveIntent(deps, await countFromNow(deps, intent), leftBehind)
      : await lookWithoutSending(deps, intent);
    if (resolution.kind !== 'in_doubt') await close(deps, intent, resolution);
    else if (own) throw inDoubtError(intent);
    else stopIfConcerned(keysOf(intent), rows, owner);
    if (resolution.kind === 'written' && owner !== null) found.push({ uploadId: owner.uploadId, intent });
  }
  return found;
}

/** What an earlier run has written without having been told so. */
export interface FoundInBase {
  uploadId: string;
  intent: IntentRows;
}

interface OpenIntentDeps extends ResolveDeps {
  syncs: Pick<SyncStore, 'get'>;
  batchSize: BatchSize;
  checkpoint(): Promise<void>;
}

/**
 * Of a call that nothing was ever heard of, whoever sent it may have been suspended first and killed in the call a moment
 * ago: its time counts from when that is seen.
 */
async function countFromNow(deps: ResolveDeps, intent: Intent): Promise<Intent> {
  return intent.sentAt > intent.startedAt ? intent : noteSending(deps, intent);
}

/** What is not there so long afterwards will not come any more. */
async function lookWithoutSending(deps: ResolveDeps, intent: Intent): Promise<Resolution> {
  const resolution = await lookForIntent(deps, intent);
  if (resolution.kind !== 'in_doubt' || deps.searchHides || !isLongOver(deps, intent)) return resolution;
  const counted = await countFromNow(deps, intent);
  return counted === intent ? { kind: 'not_written' } : resolution;
}

async function close(deps: OpenIntentDeps, intent: Intent, resolution: Resolution): Promise<void> {
  if (resolution.kind === 'written') {
    await deps.journal.complete({ intent, recordIds: resolution.recordIds, at: timeOf(deps) });
    return;
  }
  await deps.journal.discard(intent.id);
  // What never got through in one piece is sent in two.
  if (isCreate(intent)) deps.batchSize.shrinkForThisSync(Math.ceil(intent.rows.length / 2));
}

/** While another upload's rows are in doubt, the rows of this file that would repeat them have to wait; others do not. */
function stopIfConcerned(
  inDoubtKeys: ReadonlySet<string>,
  rows: readonly CompleteRow[],
  owner: SyncRecord | null,
): void {
  const lines = rows
    .filter(
      ({ learner, course }) =>
        inDoubtKeys.has(learner.userId) || inDoubtKeys.has(courseOf(learner.userId, course)),
    )
    .map(({ line }) => line);
  if (lines.length > 0) throw linesInDoubtError(lines, owner === null ? {} : { sync: owner.number });
}

/**
 * Learners by 用户ID, enrollments by 用户ID and course. Under `append` too: of two calls in doubt that hold the same row nobody
 * could tell which has brought what is found.
 */
function keysOf(intent: Intent): Set<string> {
  switch (intent.kind) {
    case 'create_learners':
      return new Set(intent.rows.map(({ userId }) => userId));
    case 'create_enrollments':
      return new Set(intent.rows.map(({ userId, course }) => courseOf(userId, course)));
    // What an update or an undo has left open is read by id, so that nothing has to wait for it.
    default:
      return new Set();
  }
}
