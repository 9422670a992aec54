import type { Roster } from '../../roster/roster.ts';
import { type AskedReason, isSettled } from '../asked-reason.ts';
import { linesWritten } from '../existing/lines-written.ts';
import { countOthersRecords } from '../existing/others-records.ts';
import { type ExistingReading, readExisting } from '../existing/read-existing.ts';
import { authorOf } from '../existing/unjournaled-records.ts';
import { timeOf } from '../in-doubt/call-time.ts';
import { resolveOpenIntents } from '../in-doubt/resolve-open-intents.ts';
import type { IntentRows, WrittenRow } from '../journal.ts';
import type { CompleteRows } from '../plan/complete-rows.ts';
import { differingLearners } from '../plan/differing-learners.ts';
import { planSync, type SyncPlan } from '../plan/plan-sync.ts';
import type { BaseSchema, LearnedAboutBase } from '../ports.ts';
import { buildChanges } from '../report/build-changes.ts';
import { countWritten, plannedCounts, recordsIn, type SyncCounts } from '../report/counts.ts';
import { rowsToWrite } from '../rows-to-write.ts';
import type { SyncChanges } from '../sync-changes.ts';
import { todayIn } from '../today-in.ts';
import type { WriteDeps } from '../write/write-batches.ts';
import { doubtEmptyTable, doubtJournal, doubtZone } from './confirmations.ts';
import { doubtFile } from './doubt-file.ts';
import { doubtPreviewed } from './doubt-previewed.ts';
import { doubtTakenBack } from './doubt-taken-back.ts';
import { type KnownOfBase, knowBase } from './know-base.ts';
import { noteWritten } from './note-said.ts';
import { nothingLearned, type Run } from './run.ts';

/** All that is decided before the first write. */
export interface PlannedWork {
  roster: Roster;
  completion: CompleteRows;
  plan: SyncPlan;
  /** What the plan comes to, row by row; only a preview and whoever is asked see it. */
  planned: () => SyncChanges;
  /** How many records fewer than its preview has shown are left to be written. */
  fewerThanShown: number;
  /** What this sync has written already, in runs that were interrupted. */
  writtenBefore: WrittenRow[];
  earlier: IntentRows[];
  /** Doubts that nobody has settled. */
  doubts: AskedReason[];
  /** All doubts, settled or not. */
  allDoubts: AskedReason[];
  known: KnownOfBase;
  deps: WriteDeps;
  /** For the next run on this Base. */
  learned: LearnedAboutBase;
  /** By Feishu's time, once the report of this sync is kept. */
  othersReportedAt: number | null;
}

/** Finds out what Base holds and plans what is to be written. Writes nothing but what was left open, under its old tokens. */
export async function planWork(run: Run, roster: Roster, completion: CompleteRows): Promise<PlannedWork> {
  const learned = (await run.syncs.learnedAboutBase(run.target)) ?? nothingLearned;
  const schema = await run.base.prepare(learned.zones);
  const zoneDoubt = openZoneDoubt(run, learned, schema);
  const zones = zoneDoubt === null ? schema.zones : learned.zones;
  if (zones.length > learned.zones.length)
    await run.syncs.saveLearnedAboutBase(run.target, { ...learned, zones });
  const deps: WriteDeps = { ...run, syncId: run.sync.id, searchHides: schema.advancedPermissions };
  const { policy } = run.settings;
  // What was left open does not go out again in a zone that nobody has agreed to.
  if (zoneDoubt === null) {
    const of = { sync: run.sync, zoneSince: schema.zones.at(-1)?.since ?? 0 };
    for (const { uploadId, intent } of await resolveOpenIntents({ ...run, ...deps }, of, completion.rows))
      await noteWritten(run, uploadId, [intent]);
  }
  await run.checkpoint();
  const userIds = learnersOf(completion);
  const existing = await readExisting(run, {
    userIds,
    needsEnrollments: policy !== 'append',
    writes: !run.sync.dryRun,
  });
  const now = timeOf(run);
  const recordsOfOthers = countOthersRecords(existing, learned.othersReportedAt, now);
  const journaled = await run.journal.writtenByUpload(run.sync.uploadId);
  const writtenBefore = journaled.filter(({ syncId }) => syncId === run.sync.id);
  const earlier = writtenBefore.length === 0 ? [] : await run.journal.completedBy(run.sync.id);
  const known = await knowBase(run, { roster, completion, existing, schema, journaled });
  const plan = await planRows(run, {
    ...{ roster, completion, userIds, existing, schema, journaled, recordsOfOthers },
    knownCourses: known.courses,
  });
  const counts = () => plannedCounts(plan, countWritten(writtenBefore));
  const planned = () => buildChanges({ roster, completion, plan, counts: counts(), earlier });
  const { previewOf } = run.sync;
  const today = todayIn(schema.timeZone, run.clock.now());
  const allDoubts = [
    zoneDoubt,
    doubtEmptyTable(run, schema, existing),
    await doubtJournal(run, existing, learned),
    // Whatever has begun was agreed to.
    writtenBefore.length > 0
      ? null
      : await doubtFile(run, { roster, completion, plan, existing, known, today }),
    doubtTakenBack(await run.journal.linesTakenBack(run.sync.uploadId), plan),
    previewOf === null ? null : await doubtPreviewed(run.syncs.allChanges(previewOf), planned().rows),
  ].flatMap((doubt) => doubt ?? []);
  return {
    ...{ roster, completion, plan, planned, writtenBefore, earlier, deps },
    fewerThanShown: await countMissing(run, counts),
    doubts: allDoubts.filter((doubt) => !isSettled(doubt, run.sync.input.confirmed)),
    ...{ allDoubts, known },
    learned: { ...learned, zones, author: authorOf(existing, learned) },
    othersReportedAt: recordsOfOthers > 0 ? now : learned.othersReportedAt,
  };
}

/** @returns 0 unless the sync is the one that writes a preview */
async function countMissing(run: Run, planned: () => SyncCounts): Promise<number> {
  const { previewOf, rerunOf } = run.sync;
  if (previewOf === null || rerunOf !== null) return 0;
  const shown = (await run.syncs.get(previewOf))?.summary ?? null;
  return shown === null ? 0 : Math.max(0, rowsToWrite(shown) - recordsIn(planned()));
}

function openZoneDoubt(run: Run, { zones }: LearnedAboutBase, schema: BaseSchema): AskedReason | null {
  const doubt = doubtZone(zones, schema);
  return doubt === null || isSettled(doubt, run.sync.input.confirmed) ? null : doubt;
}

interface PlanInput {
  roster: Roster;
  completion: CompleteRows;
  userIds: ReadonlySet<string>;
  existing: ExistingReading;
  schema: BaseSchema;
  journaled: readonly WrittenRow[];
  recordsOfOthers: number;
  knownCourses: string[];
}

async function planRows(
  run: Run,
  { roster, completion, userIds, existing, schema, journaled, recordsOfOthers, knownCourses }: PlanInput,
): Promise<SyncPlan> {
  const { id: syncId, uploadId, input } = run.sync;
  const differing = differingLearners(completion.rows, existing.records.learners);
  return planSync({
    roster,
    completion,
    written: await linesWritten(run, { syncId, policy: run.settings.policy }, journaled),
    existing: existing.records,
    recordsDeleted: existing.deleted,
    recordsLate: existing.late,
    recordsOfOthers,
    knownCourses,
    schema,
    settings: run.settings,
    newer: await run.journal.fieldsWrittenLater(run.target, uploadId, userIds),
    phoneHolders: await run.base.othersWithPhones(),
    lastSaid: await run.journal.lastSaid(run.target, uploadId, differing),
    addUnderNewDate: input.addUnderNewDate,
    today: todayIn(schema.timeZone, run.clock.now()),
  });
}

/** 用户IDs to look for. Of refunded rows too: their enrollment may stand in Base. */
export function learnersOf({ rows, notEnrolled }: CompleteRows): Set<string> {
  const enrolled = rows.map(({ learner }) => learner.userId);
  return new Set([...enrolled, ...notEnrolled.map(({ userId }) => userId)]);
}
