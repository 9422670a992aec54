import { AppError, toAppError } from '../../errors.ts';
import type { FinishedSync, SyncRecord } from '../sync-record.ts';
import { areKnownToDiffer } from '../targets.ts';
import { endUnplanned } from './end-unplanned.ts';
import type { Ending, Remembered } from './ending.ts';
import { endingFacts } from './ending-facts.ts';
import type { SyncDeps } from './run.ts';
import { runUndo } from './run-undo.ts';
import { runUpload } from './run-upload.ts';

/** A file that brings the process down each time must not do so for ever, with all other syncs waiting behind it. */
const maxStarts = 20;

/**
 * Works on one sync, from wherever an earlier run left it, until it is finished, has to ask or has to wait. The store holds
 * everything in between, so a run can end anywhere and be taken up again. Never throws for what is wrong with the
 * file, with Feishu or with the settings: that becomes the sync's own error.
 * @param signal ends the run after the current call, without finishing the sync
 */
export async function runSync(deps: SyncDeps, sync: SyncRecord, signal: AbortSignal): Promise<void> {
  const starts = await deps.syncs.start(sync.id);
  if (starts === null) return;
  deps.log.info({ sync: sync.number, starts }, 'sync started');
  const begun = deps.clock.monotonic();
  const nothingRead = { roster: null, baseCalls: 0, durationMs: 0 };
  const ending = await workOn(deps, sync, starts, signal).catch((thrown: unknown) =>
    endUnplanned(deps, sync, thrown, nothingRead),
  );
  const ms = Math.round(deps.clock.monotonic() - begun);
  deps.log.info({ sync: sync.number, ms, ...endingFacts(ending) }, 'sync ended');
  if (ending !== null) await keepEnding(deps, sync, ending);
}

async function keepEnding(deps: SyncDeps, sync: SyncRecord, ending: Ending): Promise<void> {
  switch (ending.kind) {
    case 'finished':
      await finish(deps, sync, ending.finished);
      return remember(deps, sync, ending.remembered);
    case 'asks':
      if (await deps.syncs.waitForInput(sync.id, ending.needs, ending.changes)) return;
      return finish(deps, sync, { status: 'canceled', report: null, changes: null, error: null });
    case 'waits':
      if (await wait(deps, sync, ending)) return;
      return finish(deps, sync, {
        status: 'canceled',
        report: ending.report,
        changes: ending.changes,
        error: null,
      });
  }
}

function finish({ syncs, clock }: SyncDeps, { id }: SyncRecord, finished: FinishedSync): Promise<void> {
  const at = new Date(clock.now());
  return keepRows(finished, (rows) => syncs.finish(id, { ...finished, ...rows }, at));
}

/** The sync has ended, whatever becomes of this: on a full disk later ones ask Base for what they do not know. */
async function remember({ syncs, log }: SyncDeps, sync: SyncRecord, remembered?: Remembered): Promise<void> {
  if (remembered === undefined) return;
  const { target, learned, seen } = remembered;
  try {
    await syncs.saveLearnedAboutBase(target, learned);
    if (seen !== null) await syncs.addSeenInBase(target, seen);
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code !== 'disk_full') throw thrown;
    log.warn({ sync: sync.number, code }, 'what was learned of Base is not remembered');
  }
}

/** @returns false if somebody wants the sync to stop */
function wait(
  { syncs }: SyncDeps,
  { id }: SyncRecord,
  ending: Extract<Ending, { kind: 'waits' }>,
): Promise<boolean> {
  return keepRows(ending, ({ report, changes }) => syncs.waitForNextTry(id, ending.wait, report, changes));
}

/** On a full disk the rows of a report may find no room where its numbers do. */
async function keepRows<Result>(
  { report, changes }: Pick<FinishedSync, 'report' | 'changes'>,
  keep: (rows: Pick<FinishedSync, 'report' | 'changes'>) => Promise<Result>,
): Promise<Result> {
  try {
    return await keep({ report, changes });
  } catch (thrown) {
    if (report === null || toAppError(thrown).code !== 'disk_full') throw thrown;
    return keep({ report: { ...report, failures: [], warnings: [] }, changes: null });
  }
}

async function workOn(
  deps: SyncDeps,
  sync: SyncRecord,
  starts: number,
  signal: AbortSignal,
): Promise<Ending | null> {
  if (starts > maxStarts)
    throw new AppError('internal', { cause: new Error(`started ${starts} times without an end`) });
  if (await areKnownToDiffer(deps.syncs, sync.target, deps.target)) throw new AppError('target_changed');
  return sync.kind === 'undo' ? runUndo(deps, sync, signal) : runUpload(deps, sync, signal);
}
