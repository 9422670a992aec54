import type { Roster } from '../../roster/roster.ts';
import { timeOf } from '../in-doubt/call-time.ts';
import { Interruption } from '../interruption.ts';
import type { CompleteRows } from '../plan/complete-rows.ts';
import type { LearnedAboutBase } from '../ports.ts';
import type { Ending, SyncTarget } from '../sync-record.ts';
import { resolveTarget } from '../targets.ts';
import { carryOut } from './carry-out.ts';
import { rememberBase } from './know-base.ts';
import { planWork } from './plan-work.ts';
import type { Run } from './run.ts';

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
  const ending = await carryOut(run, work);
  if (ending.kind !== 'asks') await remember(run, work.learned);
  if (ending.kind !== 'asks' && !run.sync.dryRun) await rememberBase(run, work.plan, work.known);
  return ending;
}

/** For the next sync of this Base. */
function remember(run: Run, learned: LearnedAboutBase): Promise<void> {
  const { zones, othersReportedAt, author, journaledUntil } = learned;
  return run.syncs.saveLearnedAboutBase(run.target, {
    ...run.base.learned(),
    ...{ zones, othersReportedAt, author },
    batchSize: run.batchSize.learned(),
    knowsTokens: run.tokens.knowsTokens(),
    // Whoever confirms a preview has not said that anything may be written.
    journaledUntil: run.sync.dryRun ? journaledUntil : timeOf(run),
  });
}
