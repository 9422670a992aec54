import { type AskedReason, isSettled } from '../asked-reason.ts';
import type { ExistingReading } from '../existing/read-existing.ts';
import { isJournalOld } from '../existing/unjournaled-records.ts';
import type { BaseSchema, LearnedAboutBase, ZoneSpan } from '../ports.ts';
import type { Run } from './run.ts';

/**
 * In another zone than before Base shows all its records under other days, and new ones would stand beside them. What
 * is there is read as it was meant in any case; whether to go on in the new zone is for a person to say.
 * @param known the zones that earlier syncs have seen
 */
export function doubtZone(known: readonly ZoneSpan[], { zones, timeZone }: BaseSchema): AskedReason | null {
  const before = known.at(-1)?.timeZone;
  if (before === undefined || zones.length === known.length) return null;
  return { code: 'new_zone', figures: { before, now: timeZone }, examples: [] };
}

/** Advanced permissions can make a full table look empty; then every learner would be created once more. */
export function doubtEmptyTable(
  { base }: Pick<Run, 'base'>,
  { advancedPermissions }: BaseSchema,
  { nothingKnown }: ExistingReading,
): AskedReason | null {
  const looksEmpty = nothingKnown && (base.learned().learnerRows ?? 0) === 0;
  return advancedPermissions && looksEmpty
    ? { code: 'empty_learner_table', figures: {}, examples: [] }
    : null;
}

/** `append` writes what the journal does not know. */
export async function doubtJournal(
  run: Run,
  existing: ExistingReading,
  learned: LearnedAboutBase,
): Promise<AskedReason | null> {
  const doubt: AskedReason = { code: 'restored_journal', figures: {}, examples: [] };
  if (run.settings.policy !== 'append' || isSettled(doubt, run.sync.input.confirmed)) return null;
  return (await isJournalOld(run, existing, learned, !isFresh(run))) ? doubt : null;
}

/** No backup is older than what was asked for a moment ago, so nothing of it can be there. */
function isFresh({ sync, clock }: Run): boolean {
  return sync.rerunOf === null && clock.now() - sync.createdAt.getTime() < freshMs;
}

const freshMs = 10 * 60_000;
