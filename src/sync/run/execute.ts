import type { Roster } from '../../roster/roster.ts';
import { linesWritten } from '../existing/lines-written.ts';
import { countOthersRecords } from '../existing/others-records.ts';
import { readExisting } from '../existing/read-existing.ts';
import { authorOf } from '../existing/unjournaled-records.ts';
import { timeOf } from '../in-doubt/call-time.ts';
import { resolveOpenIntents } from '../in-doubt/resolve-open-intents.ts';
import { Interruption } from '../interruption.ts';
import type { WrittenRow } from '../journal.ts';
import type { CompleteRows } from '../plan/complete-rows.ts';
import { planSync, type SyncPlan } from '../plan/plan-sync.ts';
import type { BaseSchema, LearnedAboutBase } from '../ports.ts';
import { buildReport, statusOf } from '../report/build-report.ts';
import { countWritten, howMuch, plannedCounts, type SyncCounts } from '../report/counts.ts';
import { failuresInDoubt, openIntentsOf } from '../report/rows-in-doubt.ts';
import type { Ending, SyncRecord } from '../sync-record.ts';
import { resolveTarget } from '../targets.ts';
import { todayIn } from '../today-in.ts';
import type { WriteDeps } from '../write/write-batches.ts';
import { writePlan } from '../write/write-plan.ts';
import { askAboutEmptyTable, askAboutJournal, askAboutZone } from './confirmations.ts';
import { endEarly } from './end-early.ts';
import { nothingLearned, type Run } from './run.ts';

/**
 * Reads Base, plans the rows that are not written yet, and writes them. What Base is like is checked first, and that it
 * is the one that the sync is for.
 */
export async function execute(run: Run, roster: Roster, completion: CompleteRows): Promise<Ending> {
  await run.progress.enter('checking_tables');
  const target = await resolveTarget(run, run.sync.target);
  // Somebody else may be working on it: whoever goes on locks the Base that is now known to be the right one.
  if (target.baseToken !== run.lockedBase) throw new Interruption('shutdown');
  return executeIn({ ...run, target }, roster, completion);
}

async function executeIn(run: Run, roster: Roster, completion: CompleteRows): Promise<Ending> {
  const learned = (await run.syncs.learnedAboutBase(run.target)) ?? nothingLearned;
  const schema = await run.base.prepare(learned.zones);
  // Before anything that was left open goes out again, too.
  const zoneQuestion = askAboutZone(run.sync, learned.zones, schema);
  if (zoneQuestion !== null) return { kind: 'asks', needs: zoneQuestion };
  if (schema.zones.length > learned.zones.length)
    await run.syncs.saveLearnedAboutBase(run.target, { ...learned, zones: schema.zones });
  const deps: WriteDeps = { ...run, syncId: run.sync.id, searchHides: schema.advancedPermissions };
  const { policy } = run.settings;
  await resolveOpenIntents({ ...run, ...deps }, { sync: run.sync, policy }, completion.rows);
  await run.checkpoint();
  const userIds = learnersOf(completion);
  const existing = await readExisting(run, {
    userIds,
    needsEnrollments: policy !== 'append',
    writes: !run.sync.dryRun,
  });
  const question =
    askAboutEmptyTable(run, schema, existing) ?? (await askAboutJournal(run, existing, learned));
  if (question !== null) return { kind: 'asks', needs: question };
  const now = timeOf(run);
  const recordsOfOthers = countOthersRecords(existing, learned.othersReportedAt, now);
  const journaled = await run.journal.writtenByUpload(run.sync.uploadId);
  const plan = planSync({
    roster,
    completion,
    written: await linesWritten(run, { syncId: run.sync.id, policy }, journaled),
    existing: existing.records,
    recordsDeleted: existing.deleted,
    recordsLate: existing.late,
    recordsOfOthers,
    schema,
    settings: run.settings,
    newer: await run.journal.fieldsWrittenLater(run.target, run.sync.uploadId, userIds),
    addUnderNewDate: run.sync.input.addUnderNewDate,
    today: todayIn(schema.timeZone, run.clock.now()),
  });
  const ending = run.sync.dryRun
    ? await preview(run, roster, plan)
    : await writeRows(run, deps, roster, plan, countWritten(journaled.filter(isOf(run.sync))));
  await remember(run, schema, {
    ...learned,
    othersReportedAt: recordsOfOthers > 0 ? now : learned.othersReportedAt,
    author: authorOf(existing, learned),
  });
  return ending;
}

/** For the next sync of this Base. */
function remember(run: Run, { zones }: BaseSchema, learned: LearnedAboutBase): Promise<void> {
  const { othersReportedAt, author, journaledUntil } = learned;
  return run.syncs.saveLearnedAboutBase(run.target, {
    ...run.base.learned(),
    ...{ zones, othersReportedAt, author },
    batchSize: run.batchSize.learned(),
    knowsTokens: run.tokens.knowsTokens(),
    // Whoever confirms a preview has not said that anything may be written.
    journaledUntil: run.sync.dryRun ? journaledUntil : timeOf(run),
  });
}

/** Of refunded rows too: their enrollment may stand in Base. */
function learnersOf({ rows, notEnrolled }: CompleteRows): Set<string> {
  const enrolled = rows.map(({ learner }) => learner.userId);
  return new Set([...enrolled, ...notEnrolled.map(({ userId }) => userId)]);
}

function isOf({ id }: SyncRecord): (row: WrittenRow) => boolean {
  return ({ syncId }) => syncId === id;
}

async function preview(run: Run, roster: Roster, plan: SyncPlan): Promise<Ending> {
  await run.progress.decide(roster.rows.length);
  return finish(run, roster, plan, plannedCounts(plan));
}

/** @param counts what this sync has written before, in runs that were interrupted; kept up to date */
async function writeRows(
  run: Run,
  deps: WriteDeps,
  roster: Roster,
  plan: SyncPlan,
  counts: SyncCounts,
): Promise<Ending> {
  await run.progress.decide(decidedAtOnce(roster, plan));
  const writtenBefore = howMuch(counts);
  try {
    await writePlan(deps, plan, counts);
  } catch (thrown) {
    const ending = endEarly(run, run.sync, thrown, {
      report: await reportStopped(run, roster, plan, counts),
      gotFurther: howMuch(counts) > writtenBefore,
    });
    if (ending === null) throw thrown;
    return ending;
  }
  return finish(run, roster, plan, counts);
}

/** The account of a run that cannot go on. What its open intents sent is in doubt, whatever it was that stopped it. */
async function reportStopped(run: Run, roster: Roster, plan: SyncPlan, counts: SyncCounts) {
  counts.failures.push(...failuresInDoubt(plan, await openIntentsOf(run.journal, run.sync)));
  return report(run, roster, plan, counts);
}

function finish(run: Run, roster: Roster, plan: SyncPlan, counts: SyncCounts): Ending {
  const account = report(run, roster, plan, counts);
  const status = statusOf(account.summary);
  return { kind: 'finished', finished: { status, report: account, error: null } };
}

function report(run: Run, roster: Roster, plan: SyncPlan, counts: SyncCounts) {
  return buildReport({
    roster,
    plan,
    counts,
    baseCalls: run.calls(),
    durationMs: run.clock.now() - run.startedAt,
  });
}

/** Rows that need no call: refused, there already, or written before. */
function decidedAtOnce(roster: Roster, { enrollments }: SyncPlan): number {
  const undecided = new Set([...enrollments.create, ...enrollments.link].map(({ line }) => line));
  return roster.rows.length - undecided.size;
}
