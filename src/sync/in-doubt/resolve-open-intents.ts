import { courseOf } from '../enrollment-key.ts';
import { type Intent, isCreate } from '../journal.ts';
import type { CompleteRow } from '../plan/complete-rows.ts';
import type { Run } from '../run/run.ts';
import type { SyncRecord } from '../sync-record.ts';
import { inDoubt, linesInDoubt } from './in-doubt-error.ts';
import { lookForIntent, type Resolution } from './look-for-intent.ts';
import { resolveIntent } from './resolve-intent.ts';

/**
 * Clears up, before anything is planned, what earlier runs left without a result in this target: own intents are
 * completed, those of other uploads only looked for.
 * @param rows the valid rows of this sync's file
 * @throws AppError `in_doubt` if rows of this file may or may not be in Base
 */
export async function resolveOpenIntents(run: Run, rows: readonly CompleteRow[]): Promise<void> {
  for (const intent of await run.journal.open(run.target)) {
    await run.checkpoint();
    const owner = await run.syncs.get(intent.syncId);
    const own = !run.sync.dryRun && owner?.uploadId === run.sync.uploadId;
    const resolution = own ? await resolveIntent(run, intent) : await lookForIntent(run, intent);
    if (resolution.kind !== 'in_doubt') await close(run, intent, resolution);
    else if (own) throw inDoubt(intent);
    else stopIfConcerned(run, intent, rows, owner);
  }
}

async function close(run: Run, intent: Intent, resolution: Resolution): Promise<void> {
  if (resolution.kind === 'written') {
    await run.journal.complete(intent.id, resolution.recordIds, run.clock.now());
    return;
  }
  await run.journal.discard(intent.id);
  // What never got through in one piece is sent in two.
  if (isCreate(intent))
    run.batchSize = Math.max(1, Math.min(run.batchSize, Math.ceil(intent.rows.length / 2)));
}

/** While another upload's rows are in doubt, the rows of this file that would repeat them have to wait; others do not. */
function stopIfConcerned(
  run: Run,
  intent: Intent,
  rows: readonly CompleteRow[],
  owner: SyncRecord | null,
): void {
  const inDoubtKeys = keysOf(run, intent);
  const lines = rows
    .filter(
      ({ learner, course }) =>
        inDoubtKeys.has(learner.userId) || inDoubtKeys.has(courseOf(learner.userId, course)),
    )
    .map(({ line }) => line);
  if (lines.length > 0) throw linesInDoubt(lines, owner === null ? {} : { sync: owner.number });
}

/** Learners by 用户ID, enrollments by 用户ID and course. Under `append` an enrollment repeats none of another upload. */
function keysOf(run: Run, intent: Intent): Set<string> {
  switch (intent.kind) {
    case 'create_learners':
      return new Set(intent.rows.map(({ userId }) => userId));
    case 'create_enrollments':
      return new Set(
        run.settings.policy === 'append'
          ? []
          : intent.rows.map(({ userId, course }) => courseOf(userId, course)),
      );
    default:
      return new Set();
  }
}
