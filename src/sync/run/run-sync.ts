import { AppError, toAppError } from '../../errors.ts';
import type { FileRefusal, Roster } from '../../roster/roster.ts';
import { completeRows } from '../plan/complete-rows.ts';
import { rejectedRows } from '../plan/plan-sync.ts';
import { rejectedChanges } from '../report/build-changes.ts';
import { footersOf } from '../report/build-report.ts';
import { toFailures, toReportedWarnings } from '../report/report-rows.ts';
import { reportUnplanned, type Unplanned } from '../report/report-unplanned.ts';
import type { FinishedSync, SyncRecord } from '../sync-record.ts';
import { emptySummary } from '../sync-report.ts';
import { areKnownToDiffer } from '../targets.ts';
import { rulesInForce, type UploadRules } from '../upload-rules.ts';
import { askAboutIdColumn, askAboutSheets, askFor } from './ask-operator.ts';
import { createRun } from './create-run.ts';
import { endEarly } from './end-early.ts';
import type { Ending, Remembered } from './ending.ts';
import { endingFacts } from './ending-facts.ts';
import { execute } from './execute.ts';
import { createLookAhead } from './look-ahead.ts';
import { readFile } from './read-file.ts';
import { readUpload, type UploadReading } from './read-upload.ts';
import type { Run, SyncDeps } from './run.ts';
import { runUndo } from './run-undo.ts';

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

/** null if another process will take the sync up again. */
async function endUnplanned(
  deps: SyncDeps,
  sync: SyncRecord,
  thrown: unknown,
  known: Unplanned,
): Promise<Ending | null> {
  const report = sync.kind === 'undo' ? null : await reportUnplanned(deps.journal, sync, known);
  const sheets = known.roster?.file.sheets ?? [];
  return endEarly(deps, sync, thrown, { report, changes: null, gotFurther: false, sheets });
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
  if (sync.kind === 'undo') return runUndo(deps, sync, signal);
  const settled = await deps.syncs.settledRules(sync.uploadId);
  const rules = rulesInForce(settled, deps.rules);
  const { learnerFields, enrollmentFields } = rules.columns;
  const settings = { ...rules.policies, learnerFields, enrollmentFields };
  const run = await createRun({ ...deps, sync, settings }, signal);
  await run.progress.enter('reading_file');
  const file = await readFile(deps, sync);
  if (file.kind === 'refused') return refused(file.refusal);
  const ahead = createLookAhead(run);
  try {
    const reading = await readUpload(deps, {
      ...{ sync, bytes: file.bytes, columns: rules.columns, onHeader: ahead.begin },
      usersInBase: (userIds) => usersInBase(run, userIds),
    });
    if (reading.kind === 'read' && settled.columns === null)
      await settleColumns(deps, sync, { ...rules, columns: reading.columns });
    return await workOnReading(run, reading);
  } finally {
    await ahead.end();
  }
}

function workOnReading(run: Run, reading: UploadReading): Ending | Promise<Ending | null> {
  switch (reading.kind) {
    case 'refused':
      return refused(reading.refusal);
    case 'asks':
      return askAboutSheets(run, reading.question);
    case 'asks_id_column':
      return askAboutIdColumn(run, reading.idColumn, reading.reading);
    case 'read':
      run.progress.expect(reading.roster.rows.length);
      return workOnRead(run, reading.roster);
  }
}

async function usersInBase({ base }: Run, userIds: ReadonlySet<string>): Promise<Set<string>> {
  return new Set((await base.findLearners(userIds)).map(({ userId }) => userId));
}

/** From now on the upload is read in this way, and so are other files with the same titles. */
async function settleColumns({ syncs, target, clock }: SyncDeps, sync: SyncRecord, rules: UploadRules) {
  const { idColumn } = sync.input;
  if (idColumn?.isId) {
    const { titleRow, title, by } = idColumn;
    await syncs.keepIdColumn(target, { titleRow, title, by, at: new Date(clock.now()) });
  }
  await syncs.settleRules(sync.uploadId, rules);
}

function workOnRead(run: Run, roster: Roster): Promise<Ending | null> {
  return workOnRoster(run, roster).catch((thrown: unknown) => {
    const durationMs = run.clock.now() - run.startedAt;
    return endUnplanned(run, run.sync, thrown, { roster, baseCalls: run.calls(), durationMs });
  });
}

function refused(refusal: FileRefusal): Ending {
  return {
    kind: 'finished',
    finished: { status: 'failed', report: null, changes: null, error: { kind: 'file', refusal } },
  };
}

async function workOnRoster(run: Run, roster: Roster): Promise<Ending> {
  if (roster.rows.every(({ kind }) => kind === 'rejected')) return nothingValid(roster);
  const completion = completeRows(roster, run.sync.input);
  if (completion.kind === 'complete') return execute(run, roster, completion);
  const { needsCourse, needsDay } = completion;
  return askFor(run, { course: needsCourse, day: needsDay });
}

/** Every row is refused for itself; Base need not be asked. */
function nothingValid(roster: Roster): Ending {
  const failures = toFailures(roster, rejectedRows(roster));
  const warnings = toReportedWarnings(roster, roster.warnings);
  const summary = {
    ...emptySummary,
    rows: roster.rows.length,
    rowsFailed: failures.length,
    warnings: warnings.length,
    footers: footersOf(roster),
  };
  const report = { summary, failures, warnings, notEnrolled: [], file: roster.file };
  return {
    kind: 'finished',
    finished: { status: 'failed', report, changes: rejectedChanges(roster), error: null },
  };
}
