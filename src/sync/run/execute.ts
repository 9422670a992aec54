import type { Roster } from '../../roster/roster.ts';
import { timeOf } from '../in-doubt/call-time.ts';
import { Interruption } from '../interruption.ts';
import type { CompleteRows } from '../plan/complete-rows.ts';
import type { LearnedAboutBase } from '../ports.ts';
import type { SyncTarget } from '../sync-record.ts';
import type { SeenInBase } from '../sync-store.ts';
import { type BaseRoom, type NearlyFull, unknownRoom } from '../table-room.ts';
import { resolveTarget } from '../targets.ts';
import { carryOut } from './carry-out.ts';
import type { Ending, Finished } from './ending.ts';
import { seenBy } from './know-base.ts';
import { noteWritten } from './note-said.ts';
import { learnersOf, type PlannedWork, planWork } from './plan-work.ts';
import type { Run } from './run.ts';
import { refuseOverfull, watchRoom } from './watch-room.ts';

/**
 * Reads Base, plans the rows that are not written yet, and writes them. What Base is like is checked first, and that it
 * is the one that the sync is for.
 */
export async function execute(run: Run, roster: Roster, completion: CompleteRows): Promise<Ending> {
  await rememberEarlierRuns(run);
  await run.progress.enter('checking_tables');
  // What was left open is cleared up before anybody is looked for.
  if ((await run.journal.open(run.target)).length === 0) run.base.expectLearners(learnersOf(completion));
  return executeIn({ ...run, target: await settleTarget(run) }, roster, completion);
}

/** Before the first call: if Feishu is busy this sync waits, and others come first that must not turn corrections back. */
async function rememberEarlierRuns(run: Run): Promise<void> {
  const written = await run.journal.completedBy(run.sync.id);
  if (written.length === 0) return;
  const target = (await run.syncs.resolvedTarget(run.target)) ?? run.target;
  await noteWritten({ ...run, target }, run.sync.uploadId, written);
}

/**
 * The target by its ids, once it is certain that the sync is for it and that this process may work on it.
 * @throws AppError as `resolveTarget`
 */
export async function settleTarget(run: Run): Promise<SyncTarget> {
  const target = await resolveTarget(run, run.sync.target);
  // Somebody else may be working on it: whoever goes on locks the Base that is now known to be the right one.
  if (target.baseToken !== run.lockedBase) throw new Interruption('shutdown');
  return target;
}

async function executeIn(run: Run, roster: Roster, completion: CompleteRows): Promise<Ending> {
  const work = await planWork(run, roster, completion);
  const known = work.learned.room ?? unknownRoom;
  await refuseOverfull(run, work.plan, known);
  const ending = await carryOut(run, work);
  switch (ending.kind) {
    case 'asks':
      return ending;
    case 'waits':
      await run.syncs.saveLearnedAboutBase(run.target, learnedBy(run, work.learned));
      return ending;
    case 'finished':
      return run.sync.dryRun ? withLearned(ending, run, work) : watched(run, work, known, ending);
  }
}

async function watched(run: Run, work: PlannedWork, known: BaseRoom, ending: Finished): Promise<Ending> {
  const { room, news } = await watchRoom(run, work.plan, known, ending);
  const told = withNearlyFull(ending, news);
  const seen = isThrough(told) ? seenBy(work.plan, work.known) : null;
  return withLearned(told, run, { ...work, learned: { ...work.learned, room } }, seen);
}

function withNearlyFull(ending: Finished, nearlyFull: NearlyFull[]): Finished {
  if (ending.finished.report === null || nearlyFull.length === 0) return ending;
  const { report } = ending.finished;
  const summary = { ...report.summary, nearlyFull };
  return { ...ending, finished: { ...ending.finished, report: { ...report, summary } } };
}

/** Whether all that was planned has been tried; what is left of a sync that was stopped is as new as it was. */
function isThrough({ finished }: Finished): boolean {
  return finished.error === null;
}

function withLearned(
  ending: Finished,
  run: Run,
  { learned, othersReportedAt }: Pick<PlannedWork, 'learned' | 'othersReportedAt'>,
  seen: SeenInBase | null = null,
): Finished {
  const remembered = { target: run.target, learned: learnedBy(run, { ...learned, othersReportedAt }), seen };
  return { ...ending, remembered };
}

/** For the next run on this Base. */
function learnedBy(run: Run, learned: LearnedAboutBase): LearnedAboutBase {
  const { zones, othersReportedAt, author, journaledUntil, room } = learned;
  return {
    ...run.base.learned(),
    ...{ zones, othersReportedAt, author, room },
    batchSize: run.batchSize.learned(),
    knowsTokens: run.tokens.knowsTokens(),
    // Whoever confirms a preview has not said that anything may be written.
    journaledUntil: run.sync.dryRun ? journaledUntil : timeOf(run),
  };
}
