import type { ExistingReading } from '../existing/read-existing.ts';
import { isJournalOld } from '../existing/unjournaled-records.ts';
import type { BaseSchema, LearnedAboutBase, ZoneSpan } from '../ports.ts';
import { type ConfirmReason, nothingNeeded, type SyncNeeds, type SyncRecord } from '../sync-record.ts';
import type { Run } from './run.ts';

/**
 * In another zone than before Base shows all its records under other days, and new ones would stand beside them. What
 * is there is read as it was meant in any case; whether to go on in the new zone is for a person to say.
 * @param known the zones that earlier syncs have seen
 */
export function askAboutZone(
  sync: SyncRecord,
  known: readonly ZoneSpan[],
  { zones, timeZone }: BaseSchema,
): SyncNeeds | null {
  const before = known.at(-1)?.timeZone;
  if (before === undefined || zones.length === known.length) return null;
  const needs = askUnlessConfirmed(sync, 'new_zone');
  return needs && { ...needs, newZone: { before, now: timeZone } };
}

/** Advanced permissions can make a full table look empty; then every learner would be created once more. */
export function askAboutEmptyTable(
  { base, sync }: Pick<Run, 'base' | 'sync'>,
  { advancedPermissions }: BaseSchema,
  { nothingKnown }: ExistingReading,
): SyncNeeds | null {
  const looksEmpty = nothingKnown && (base.learned().learnerRows ?? 0) === 0;
  return advancedPermissions && looksEmpty ? askUnlessConfirmed(sync, 'empty_learner_table') : null;
}

/** `append` writes what the journal does not know. */
export async function askAboutJournal(
  run: Run,
  existing: ExistingReading,
  learned: LearnedAboutBase,
): Promise<SyncNeeds | null> {
  const needs = askUnlessConfirmed(run.sync, 'restored_journal');
  if (run.settings.policy !== 'append' || needs === null) return null;
  return (await isJournalOld(run, existing, learned, !isFresh(run))) ? needs : null;
}

/** No backup is older than what was asked for a moment ago, so nothing of it can be there. */
function isFresh({ sync, clock }: Run): boolean {
  return sync.rerunOf === null && clock.now() - sync.createdAt.getTime() < freshMs;
}

const freshMs = 10 * 60_000;

function askUnlessConfirmed({ input }: SyncRecord, reason: ConfirmReason): SyncNeeds | null {
  if (input.confirmed.includes(reason)) return null;
  return { ...nothingNeeded, confirm: [reason] };
}
