import type { FileRefusal, Roster } from '../../roster/roster.ts';
import { completeRows } from '../plan/complete-rows.ts';
import { rejectedRows } from '../plan/plan-sync.ts';
import { rejectedChanges } from '../report/build-changes.ts';
import { footersOf } from '../report/build-report.ts';
import { toFailures, toReportedWarnings } from '../report/report-rows.ts';
import type { SyncRecord } from '../sync-record.ts';
import { emptySummary } from '../sync-report.ts';
import { rulesInForce, type UploadRules } from '../upload-rules.ts';
import { askAboutIdColumn, askAboutSheets, askFor } from './ask-operator.ts';
import { createRun } from './create-run.ts';
import { endUnplanned } from './end-unplanned.ts';
import type { Ending } from './ending.ts';
import { execute } from './execute.ts';
import { createLookAhead } from './look-ahead.ts';
import { readFile } from './read-file.ts';
import { readUpload, type UploadReading } from './read-upload.ts';
import type { Run, SyncDeps } from './run.ts';

/**
 * Works on the file of an upload: reads it, asks Base meanwhile what it is like, and goes on as far as the file allows.
 * @returns null if another process will take it up again
 */
export async function runUpload(
  deps: SyncDeps,
  sync: SyncRecord,
  signal: AbortSignal,
): Promise<Ending | null> {
  const settled = await deps.syncs.settledRules(sync.uploadId);
  const rules = rulesInForce(settled, deps.rules);
  const { learnerFields, enrollmentFields } = rules.columns;
  const settings = { ...rules.policies, learnerFields, enrollmentFields };
  const over = new AbortController();
  const run = await createRun({ ...deps, sync, settings }, AbortSignal.any([signal, over.signal]));
  const ahead = createLookAhead(run);
  try {
    const reading = await readBytes(deps, run, { columns: rules.columns, onHeader: ahead.begin });
    if (reading.kind === 'read' && settled.columns === null)
      await settleColumns(deps, sync, { ...rules, columns: reading.columns });
    return await workOnReading(run, reading);
  } finally {
    // A file that needs no answer of Base is not kept waiting until Feishu gives one.
    over.abort();
    await ahead.end();
  }
}

/** A function of its own: the bytes of a large file are not kept for as long as its rows are written. */
async function readBytes(
  deps: SyncDeps,
  run: Run,
  how: Pick<Parameters<typeof readUpload>[1], 'columns' | 'onHeader'>,
): Promise<UploadReading> {
  await run.progress.enter('reading_file');
  const file = await readFile(deps, run.sync);
  if (file.kind === 'refused') return file;
  return readUpload(deps, {
    ...{ ...how, sync: run.sync, bytes: file.bytes },
    usersInBase: (userIds) => usersInBase(run, userIds),
  });
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
