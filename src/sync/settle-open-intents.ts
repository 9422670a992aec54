import { AppError } from '../errors.ts';
import type { Intent } from './journal.ts';
import type { Run } from './run.ts';
import { lookForIntent, type Settlement, settleIntent } from './settle-intent.ts';

/**
 * Clears up, before anything is planned, what earlier runs left without a result in this target: own intents are
 * completed, those of other uploads only looked for.
 * @param userIds the learners of this sync's file
 * @throws AppError `in_doubt` if rows of this file may or may not be in Base
 */
export async function settleOpenIntents(run: Run, userIds: ReadonlySet<string>): Promise<void> {
  for (const intent of await run.journal.open(run.target)) {
    await run.checkpoint();
    const settlement = (await isOwn(run, intent))
      ? await settleIntent(run, intent)
      : await lookForOther(run, intent, userIds);
    if (settlement === null) continue;
    if (settlement.kind === 'written')
      await run.journal.complete(intent.id, settlement.recordIds, run.clock.now());
    else await run.journal.discard(intent.id);
  }
}

async function isOwn(run: Run, intent: Intent): Promise<boolean> {
  if (run.sync.dryRun) return false;
  const owner = await run.syncs.get(intent.syncId);
  return owner?.uploadId === run.sync.uploadId;
}

/** null: still in doubt, but none of this file's learners is concerned, so it can stay open. */
async function lookForOther(
  run: Run,
  intent: Intent,
  userIds: ReadonlySet<string>,
): Promise<Settlement | null> {
  try {
    return await lookForIntent(run, intent);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'in_doubt') throw error;
    const concerned = intent.rows.some((row) => userIds.has(row.userId));
    if (concerned) throw error;
    return null;
  }
}
