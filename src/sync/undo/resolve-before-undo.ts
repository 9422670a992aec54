import { timeOf } from '../in-doubt/call-time.ts';
import { inDoubtError } from '../in-doubt/in-doubt-error.ts';
import { lookForIntent } from '../in-doubt/look-for-intent.ts';
import type { ResolveDeps } from '../in-doubt/resolve-deps.ts';
import { type Intent, type IntentRows, isUndo } from '../journal.ts';

/**
 * Clears up what is open in this target, as far as it matters to an undo: what undos have sent, and what the sync itself
 * has left in doubt. Nothing is sent again.
 * @param undoneId the sync that is taken back
 * @throws AppError `in_doubt` if nobody knows yet what there is to take back
 */
export async function resolveBeforeUndo(
  deps: ResolveDeps & { checkpoint(): Promise<void> },
  undoneId: string,
): Promise<ResolvedBefore> {
  const linked = new Set<string>();
  const found: IntentRows[] = [];
  for (const intent of await deps.journal.open(deps.target)) {
    await deps.checkpoint();
    if (isUndo(intent)) await settle(deps, intent);
    else if (intent.syncId === undoneId) found.push(...(await settle(deps, intent)));
    else if (intent.kind === 'create_enrollments' || intent.kind === 'link_enrollments')
      for (const { learnerRecordId } of intent.rows) linked.add(learnerRecordId);
  }
  return { linked, found };
}

interface ResolvedBefore {
  /** Learners that enrollments in doubt link to, of whatever sync. */
  linked: ReadonlySet<string>;
  /** What the sync has written without having been told so. */
  found: readonly IntentRows[];
}

/** @returns the intent, if its rows are in Base */
async function settle(deps: ResolveDeps, intent: Intent): Promise<IntentRows[]> {
  const resolution = await lookForIntent(deps, intent);
  if (resolution.kind === 'in_doubt') throw inDoubtError(intent);
  if (resolution.kind === 'written') {
    await deps.journal.complete({ intent, recordIds: resolution.recordIds, at: timeOf(deps) });
    return [intent];
  }
  await deps.journal.discard(intent.id);
  return [];
}
