import type { Roster } from '../../roster/roster.ts';
import { timeOf } from '../in-doubt/call-time.ts';
import { Interruption } from '../interruption.ts';
import type { CompleteRows } from '../plan/complete-rows.ts';
import type { LearnedAboutBase } from '../ports.ts';
import type { Ending, SyncTarget } from '../sync-record.ts';
import { type NearlyFull, unknownRoom } from '../table-room.ts';
import { resolveTarget } from '../targets.ts';
import { carryOut } from './carry-out.ts';
import { rememberBase } from './know-base.ts';
import { planWork } from './plan-work.ts';
import type { Run } from './run.ts';
import { refuseOverfull, watchRoom } from './watch-room.ts';

/**
 * Reads Base, plans the rows that are not written yet, and writes them. What Base is like is checked first, and that it
 * is the one that the sync is for.
 */
export async function execute(run: Run, roster: Roster, completion: CompleteRows): Promise<Ending> {
  await run.progress.enter('checking_tables');
  return executeIn({ ...run, target: await settleTarget(run) }, roster, completion);
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
  if (ending.kind === 'asks') return ending;
  if (run.sync.dryRun) {
    await remember(run, work.learned);
    return ending;
  }
  const { room, news } = await watchRoom(run, work.plan, known, ending);
  await remember(run, { ...work.learned, room });
  if (isThrough(ending)) await rememberBase(run, work.plan, work.known);
  return withNearlyFull(ending, news);
}

function withNearlyFull(ending: Ending, nearlyFull: NearlyFull[]): Ending {
  if (ending.kind !== 'finished' || ending.finished.report === null || nearlyFull.length === 0) return ending;
  const { report } = ending.finished;
  const summary = { ...report.summary, nearlyFull };
  return { ...ending, finished: { ...ending.finished, report: { ...report, summary } } };
}

/** Whether all that was planned has been tried; what is left of a sync that was stopped is as new as it was. */
function isThrough(ending: Ending): boolean {
  return ending.kind === 'finished' && ending.finished.error === null;
}

/** For the next sync of this Base. */
function remember(run: Run, learned: LearnedAboutBase): Promise<void> {
  const { zones, othersReportedAt, author, journaledUntil, room } = learned;
  return run.syncs.saveLearnedAboutBase(run.target, {
    ...run.base.learned(),
    ...{ zones, othersReportedAt, author, room },
    batchSize: run.batchSize.learned(),
    knowsTokens: run.tokens.knowsTokens(),
    // Whoever confirms a preview has not said that anything may be written.
    journaledUntil: run.sync.dryRun ? journaledUntil : timeOf(run),
  });
}
