import { AppError } from '../../errors.ts';
import { isSettled } from '../asked-reason.ts';
import type { WrittenIntent } from '../journal.ts';
import { nothingNeeded, type SyncRecord } from '../sync-record.ts';
import { emptySummary, type SyncReport } from '../sync-report.ts';
import { fieldsTakenBack } from '../undo/fields-taken-back.ts';
import { loadLaterUse } from '../undo/load-later-use.ts';
import { resolveBeforeUndo } from '../undo/resolve-before-undo.ts';
import { type Touched, touchedBy } from '../undo/touched.ts';
import { doubtUndo, planUndo, undo } from '../undo/undo.ts';
import { rowsOf, type UndoEntry } from '../undo/undo-account.ts';
import { countUndone } from '../undo-report.ts';
import { rulesInForce } from '../upload-rules.ts';
import { createRun } from './create-run.ts';
import { endEarly } from './end-early.ts';
import type { Ending } from './ending.ts';
import { settleTarget } from './execute.ts';
import { noteWritten } from './note-said.ts';
import { nothingLearned, type Run, type SyncDeps } from './run.ts';

/**
 * Works on an undo, from wherever an earlier run left it: asks first, from what the journal knows and without a call, then
 * takes back what nobody has touched or relied on since.
 * @returns null if another process will take it up again
 * @throws AppError `file_deleted` if nobody knows any more what the sync has written
 */
export async function runUndo(deps: SyncDeps, sync: SyncRecord, signal: AbortSignal): Promise<Ending | null> {
  const of = sync.undoes === null ? null : await deps.syncs.get(sync.undoes);
  if (of === null || !(await deps.syncs.hasFile(of.fileId))) throw new AppError('file_deleted');
  const { policies, columns } = rulesInForce(await deps.syncs.settledRules(of.uploadId), deps.rules);
  const touched = await readTouched(deps, of.id);
  const run = await createRun({ ...deps, sync, settings: { ...policies, ...columns } }, signal);
  run.progress.expect(sizeOf(touched));
  const entries: UndoEntry[] = [];
  try {
    return (await ask(run, of, touched)) ?? (await carryOut(run, of, entries));
  } catch (thrown) {
    const report = await accountFor(run, of, entries);
    const gotFurther = (report.undone?.length ?? 0) > 0;
    const sheets = (await run.syncs.readReport(of.id))?.file?.sheets ?? [];
    return endEarly(run, sync, thrown, { report, changes: null, gotFurther, sheets });
  }
}

async function readTouched({ journal }: Pick<SyncDeps, 'journal'>, undoneId: string): Promise<Touched> {
  return touchedBy(await journal.writtenBy(undoneId), await journal.takenBack(undoneId));
}

function sizeOf({ enrollments, learners, learnerCells, enrollmentCells, links, unknown }: Touched): number {
  return [enrollments, learners, learnerCells, enrollmentCells, links, unknown].flat().length;
}

/** null once a person has agreed. */
async function ask(run: Run, of: SyncRecord, touched: Touched): Promise<Ending | null> {
  const doubt = doubtUndo(planUndo(touched, await loadLaterUse(run, of, touched, new Set())));
  if (isSettled(doubt, run.sync.input.confirmed)) return null;
  return { kind: 'asks', needs: { ...nothingNeeded, confirm: [doubt] }, changes: null };
}

async function carryOut(run: Run, of: SyncRecord, entries: UndoEntry[]): Promise<Ending> {
  await run.progress.enter('checking_tables');
  const target = await settleTarget(run);
  const learned = (await run.syncs.learnedAboutBase(target)) ?? nothingLearned;
  const schema = await run.base.prepare(learned.zones);
  const deps = {
    ...{ ...run, target, schema, syncId: run.sync.id, searchHides: schema.advancedPermissions },
    note: (noted: readonly UndoEntry[]) => void entries.push(...noted),
  };
  const { linked, found } = await resolveBeforeUndo(deps, of.id);
  // What people have corrected stays, and is not to be turned back by the next roster.
  await noteWritten({ ...run, target }, of.uploadId, found);
  await run.checkpoint();
  const touched = await readTouched(run, of.id);
  const plan = planUndo(touched, await loadLaterUse(deps, of, touched, linked));
  await undo(deps, plan, deletedIn(await run.journal.takenBack(of.id)));
  const report = await accountFor(run, of, entries);
  return { kind: 'finished', finished: { status: statusOf(report), report, changes: null, error: null } };
}

function deletedIn(takenBack: readonly WrittenIntent[]): Set<string> {
  const deletes = takenBack.filter(
    ({ intent: { kind } }) => kind === 'delete_enrollments' || kind === 'delete_learners',
  );
  return new Set(deletes.flatMap(({ recordIds }) => recordIds.flatMap((id) => id ?? [])));
}

/** What is done so far, as the journal says, and what came of the rest. What is taken back the roster has not said. */
async function accountFor(run: Run, of: SyncRecord, entries: readonly UndoEntry[]): Promise<SyncReport> {
  const done = await run.journal.writtenBy(run.sync.id);
  const { learners } = touchedBy(await run.journal.writtenBy(of.id), []);
  await run.journal.unsay(of.target, of.uploadId, fieldsTakenBack(done, learners));
  const report = await run.syncs.readReport(of.id);
  const rows = rowsOf(done, entries, report?.file?.sheets ?? []);
  const { courses, firstDay, lastDay } = of.summary ?? emptySummary;
  const summary = {
    ...emptySummary,
    ...{ courses, firstDay, lastDay },
    undo: countUndone(rows),
    baseCalls: run.calls(),
    durationMs: run.clock.now() - run.startedAt,
  };
  return { summary, failures: [], warnings: [], notEnrolled: [], file: null, undone: rows };
}

function statusOf({ summary }: SyncReport): 'succeeded' | 'partial' | 'failed' {
  const { undone, kept, failed } = summary.undo ?? countUndone([]);
  if (failed === 0) return 'succeeded';
  return undone + kept > 0 ? 'partial' : 'failed';
}
