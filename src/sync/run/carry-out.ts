import type { Roster } from '../../roster/roster.ts';
import { type SyncPlan, writesAnything } from '../plan/plan-sync.ts';
import { buildChanges } from '../report/build-changes.ts';
import { buildReport, statusOf } from '../report/build-report.ts';
import { countWritten, howMuch, plannedCounts, recordsIn, type SyncCounts } from '../report/counts.ts';
import { failuresInDoubt, openIntentsOf } from '../report/rows-in-doubt.ts';
import type { SyncChanges } from '../sync-changes.ts';
import { nothingNeeded } from '../sync-record.ts';
import type { SyncReport } from '../sync-report.ts';
import { writePlan } from '../write/write-plan.ts';
import { compareWithBefore } from './compare-with-before.ts';
import { rememberAnswers } from './doubt-file.ts';
import { endEarly } from './end-early.ts';
import type { Ending } from './ending.ts';
import { noteSaid } from './note-said.ts';
import type { PlannedWork } from './plan-work.ts';
import type { Run } from './run.ts';

/** Writes what is planned; or only shows it, where that is all that was wanted or a person has to settle a doubt first. */
export async function carryOut(run: Run, work: PlannedWork): Promise<Ending> {
  if (run.sync.dryRun) return preview(run, work);
  if (work.doubts.length > 0 && writesAnything(work.plan)) {
    const writes = recordsIn(plannedCounts(work.plan, countWritten([])));
    const needs = { ...nothingNeeded, confirm: work.doubts, writes };
    return { kind: 'asks', needs, changes: work.planned() };
  }
  await rememberAnswers(run, work.plan, work.allDoubts);
  return writeRows(run, work);
}

async function preview(run: Run, work: PlannedWork): Promise<Ending> {
  await run.progress.decide(work.roster.rows.length);
  return finish(run, work, plannedCounts(work.plan, countWritten(work.writtenBefore)));
}

async function writeRows(run: Run, work: PlannedWork): Promise<Ending> {
  const { roster, plan, deps } = work;
  const counts = countWritten(work.writtenBefore);
  await run.progress.decide(decidedAtOnce(roster, plan));
  const writtenBefore = howMuch(counts);
  try {
    await writePlan(deps, plan, counts, () => noteSaid(run, plan, counts));
  } catch (thrown) {
    // Learners may not all be through.
    await noteSaid(run, plan, counts);
    const ending = endEarly(run, run.sync, thrown, {
      ...(await accountStopped(run, work, counts)),
      gotFurther: howMuch(counts) > writtenBefore,
      sheets: roster.file.sheets,
    });
    if (ending === null) throw thrown;
    return ending;
  }
  return finish(run, work, counts);
}

/** The account of a run that cannot go on. What its open intents sent is in doubt, whatever it was that stopped it. */
async function accountStopped(run: Run, work: PlannedWork, counts: SyncCounts): Promise<Account> {
  counts.failures.push(...failuresInDoubt(work.plan, await openIntentsOf(run.journal, run.sync)));
  return account(run, work, counts);
}

async function finish(run: Run, work: PlannedWork, counts: SyncCounts): Promise<Ending> {
  const { report: unmarked, changes } = account(run, work, counts);
  const report = await compareWithBefore(run, unmarked);
  return {
    kind: 'finished',
    finished: { status: statusOf(report.summary), report, changes, error: null },
  };
}

interface Account {
  report: SyncReport;
  changes: SyncChanges;
}

function account(run: Run, work: PlannedWork, counts: SyncCounts): Account {
  const { roster, completion, plan, earlier } = work;
  const report = buildReport({
    roster,
    plan,
    counts,
    doubts: run.sync.dryRun ? work.doubts : [],
    fewerThanShown: work.fewerThanShown,
    baseCalls: run.calls(),
    durationMs: run.clock.now() - run.startedAt,
  });
  return { report, changes: buildChanges({ roster, completion, plan, counts, earlier }) };
}

/** Rows that need no call: refused, there already, or written before. */
function decidedAtOnce(roster: Roster, { enrollments }: SyncPlan): number {
  const undecided = new Set([...enrollments.create, ...enrollments.link].map(({ line }) => line));
  return roster.rows.length - undecided.size;
}
