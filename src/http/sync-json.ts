import type { AskedReason, ConfirmReason } from '../sync/asked-reason.ts';
import type { QueueView } from '../sync/queue/queue-view.ts';
import { offeredToWrite } from '../sync/rows-to-write.ts';
import {
  canAddUnderNewDate,
  canUndo,
  type SyncNeeds,
  type SyncProgress,
  type SyncRecord,
  type SyncWait,
  waitOf,
} from '../sync/sync-record.ts';
import type {
  NotEnrolledEntry,
  ReportedWarning,
  RowFailure,
  SyncReport,
  SyncSummary,
  SyncWarning,
} from '../sync/sync-report.ts';
import type { UndoneRow } from '../sync/undo-report.ts';
import { remarkIn, type Tense, tenseOf } from '../wording/change-words.ts';
import { courseName } from '../wording/course-name.ts';
import { describeSync, stepsFor } from '../wording/describe-sync.ts';
import { explainError } from '../wording/explain-error.ts';
import { explainRowInParts } from '../wording/explain-row.ts';
import { explainWarning } from '../wording/explain-warning.ts';
import { confirmText } from '../wording/needs-sentences.ts';
import type { Channel, NextSteps } from '../wording/next-steps.ts';
import { reasonSentences } from '../wording/reason-sentences.ts';
import { sandboxNotice } from '../wording/sandbox-notice.ts';
import { shownFileName } from '../wording/shown-file-name.ts';
import { syncStateText } from '../wording/sync-states.ts';
import { explainKept } from '../wording/undo-sentences.ts';

/** A sync as scripts and the page read it. Times are ISO 8601 in UTC. */
export interface SyncJson {
  /** Comes first, so that nobody takes a sandbox for the real Base. */
  notice: string | null;
  id: string;
  number: number;
  status: SyncRecord['status'];
  /** The state in a word or two, for people. */
  statusText: string;
  source: SyncRecord['source'];
  /** Name of who asked on the page, where people log in by name. */
  askedBy: string | null;
  fileName: string;
  kind: SyncRecord['kind'];
  dryRun: boolean;
  rerunOf: string | null;
  /** The preview whose plan it writes. */
  previewOf: string | null;
  /** The sync that it takes back, and the one that has taken it back. */
  undoes: string | null;
  undoneBy: string | null;
  /** Whether it has been taken back. */
  isUndone: boolean;
  /** Of a preview, the sync that writes it, and how many records it would write; null where there is nothing to write (any more). */
  writtenBy: string | null;
  writes: number | null;
  /** Whether people are offered to take it back. */
  canUndo: boolean;
  /** Of an undo that has ended, what it has taken back and what it has left. */
  undo: UndoJson | null;
  /** Of a preview, what has to be confirmed before it is written. */
  doubts: ReasonJson[];
  createdAt: string;
  finishedAt: string | null;
  progress: SyncProgress;
  /** Why it is not worked on now, and when it is tried again; null while it does not wait for Feishu. */
  waiting: WaitingJson | null;
  summary: SummaryJson;
  needs: NeedsJson | null;
  /** The first 1,000. */
  failures: FailureJson[];
  failuresTotal: number;
  /** The first 1,000. */
  warnings: (RowJson<SyncWarning['code']> | FileWarningJson)[];
  /** Refunded, canceled or unpaid, so not written; the first 1,000. */
  notEnrolled: NotEnrolledEntry[];
  error: { code: string; message: string; hint: string } | null;
  /** What a person reads about the state, line by line. */
  sentences: string[];
  /** How many syncs come first. */
  queuedBefore: number;
  /** Whether 仍按新日期新增 would add anything. */
  canAddUnderNewDate: boolean;
}

export type SummaryJson = Omit<
  SyncSummary,
  | 'enrollmentsRepeated'
  | 'enrollmentsOtherDate'
  | 'rowsInDoubt'
  | 'footers'
  | 'doubts'
  | 'fewerThanShown'
  | 'undo'
> &
  Required<Pick<SyncSummary, 'asBefore'>>;

export interface UndoJson {
  undone: number;
  kept: number;
  failed: number;
  /** The first 1,000. */
  rows: (UndoneRow & { sentence: string })[];
}

export interface WaitingJson {
  since: string;
  nextTryAt: string;
  code: SyncWait['code'];
}

export interface NeedsJson {
  course: boolean;
  date: boolean;
  proposedCourse: string | null;
  confirm: { reasons: ReasonJson[]; text: string };
  /** Suggestions: courses that Base already has. */
  courses: string[];
  /** Courses of Base, with 《》, that those which are asked about may be meant to be; empty if none is asked about. */
  similar: string[];
  /** Sheets that hold a roster each, of which a person has to choose; empty if there is nothing to choose. */
  sheets: SyncNeeds['sheets'];
}

/** A doubt that a person has to settle. */
export interface ReasonJson {
  code: ConfirmReason;
  figures: AskedReason['figures'];
  examples: readonly string[];
  sentence: string;
}

interface RowJson<Code extends string> {
  line: number;
  /** null where the file has only one. */
  sheet: string | null;
  userId: string | null;
  code: Code;
  reason: string;
  /** People know it from the last sync of this course. */
  asBefore: boolean;
}

interface FailureJson extends RowJson<RowFailure['code']> {
  nickname: string;
  /** What is wrong, as it stands in the file; null if it is something that is missing, or nothing in the file. */
  value: string | null;
  /** What to do about it. */
  hint: string;
}

type FileWarningJson = Omit<RowJson<SyncWarning['code']>, 'line'> & { line: null };

const rowsShown = 1000;

/** @param extra the report, where there is one and it is wanted; the place in the queue; whether Feishu is only a stand-in; where the sentences are read */
export function syncJson(
  sync: SyncRecord,
  extra: { report: SyncReport | null; queue: QueueView; sandbox: boolean; channel: Channel },
): SyncJson {
  const { report, queue, sandbox, channel } = extra;
  const steps = stepsFor(sync, channel);
  const { id, number, status, source, askedBy, dryRun, rerunOf, progress, needs, error } = sync;
  return {
    notice: sandbox ? sandboxNotice : null,
    ...{
      id,
      number,
      status,
      statusText: syncStateText(sync, queue.before),
      source,
      askedBy: askedBy?.name ?? null,
      dryRun,
      rerunOf,
    },
    kind: sync.kind,
    previewOf: sync.previewOf,
    undoes: sync.undoes,
    undoneBy: sync.undoneBy,
    isUndone: sync.isUndone,
    writtenBy: sync.writtenBy,
    writes: offeredToWrite(sync),
    canUndo: canUndo(sync, queue.now),
    undo: undoJson(sync.summary, report),
    doubts: sync.summary?.doubts?.map((reason) => reasonJson(reason, steps)) ?? [],
    fileName: shownFileName(sync.fileName),
    createdAt: sync.createdAt.toISOString(),
    finishedAt: sync.finishedAt?.toISOString() ?? null,
    progress,
    waiting: waitingJson(waitOf(sync)),
    summary: summaryJson(sync.summary),
    needs: status === 'needs_input' && needs !== null ? needsJson(needs, steps) : null,
    failures: report?.failures.slice(0, rowsShown).map(failureJson) ?? [],
    failuresTotal: report?.failures.length ?? sync.summary?.rowsFailed ?? 0,
    warnings:
      report?.warnings.slice(0, rowsShown).map((warning) => warningJson(warning, tenseOf(sync))) ?? [],
    notEnrolled: report?.notEnrolled.slice(0, rowsShown) ?? [],
    error: error === null ? null : explainError(error, steps),
    sentences: describeSync(sync, queue, channel),
    queuedBefore: queue.before,
    canAddUnderNewDate: canAddUnderNewDate(sync),
  };
}

function waitingJson(wait: SyncWait | null): WaitingJson | null {
  if (wait === null) return null;
  const at = (epochMs: number) => new Date(epochMs).toISOString();
  return { since: at(wait.since), nextTryAt: at(wait.nextTryAt), code: wait.code };
}

function undoJson(summary: SyncSummary | null, report: SyncReport | null): UndoJson | null {
  if (summary?.undo === undefined) return null;
  const { undone, kept, failed } = summary.undo;
  return { undone, kept, failed, rows: report?.undone?.slice(0, rowsShown).map(undoneJson) ?? [] };
}

/** @returns the row with what became of it, for people */
function undoneJson(row: UndoneRow): UndoJson['rows'][number] {
  return { ...row, sentence: explainKept(row) };
}

function summaryJson(summary: SyncSummary | null): SummaryJson {
  return {
    rows: summary?.rows ?? 0,
    learnersCreated: summary?.learnersCreated ?? 0,
    learnersUpdated: summary?.learnersUpdated ?? 0,
    learnersUnchanged: summary?.learnersUnchanged ?? 0,
    enrollmentsCreated: summary?.enrollmentsCreated ?? 0,
    enrollmentsSkipped: summary?.enrollmentsSkipped ?? 0,
    enrollmentsLinked: summary?.enrollmentsLinked ?? 0,
    enrollmentsUpdated: summary?.enrollmentsUpdated ?? 0,
    rowsNotEnrolled: summary?.rowsNotEnrolled ?? 0,
    courses: summary?.courses ?? [],
    firstDay: summary?.firstDay ?? null,
    lastDay: summary?.lastDay ?? null,
    rowsFailed: summary?.rowsFailed ?? 0,
    warnings: summary?.warnings ?? 0,
    asBefore: summary?.asBefore ?? { failures: 0, warnings: 0 },
    baseCalls: summary?.baseCalls ?? 0,
    durationMs: summary?.durationMs ?? 0,
  };
}

function needsJson(needs: SyncNeeds, steps: NextSteps): NeedsJson {
  return {
    course: needs.course,
    date: needs.day,
    proposedCourse: needs.proposedCourse,
    confirm: {
      reasons: needs.confirm.map((reason) => reasonJson(reason, steps)),
      text: confirmText(needs, steps),
    },
    courses: needs.knownCourses,
    similar: needs.confirm.flatMap((reason) =>
      reason.code === 'course_similar' ? courseName(reason.figures.similar) : [],
    ),
    sheets: needs.sheets,
  };
}

function reasonJson(reason: AskedReason, steps: NextSteps): ReasonJson {
  const { code, figures, examples } = reason;
  return { code, figures, examples, sentence: reasonSentences(reason, steps).join('') };
}

function failureJson(failure: RowFailure): FailureJson {
  const { line, sheet, userId, nickname, code, value } = failure;
  const { reason, nextStep } = explainRowInParts(failure);
  const asBefore = failure.asBefore === true;
  return { line, sheet, userId, nickname, code, value, reason, hint: nextStep, asBefore };
}

function warningJson(warning: ReportedWarning, tense: Tense): SyncJson['warnings'][number] {
  const reason = remarkIn(tense, explainWarning(warning));
  const { line, sheet, code } = warning;
  const userId = 'userId' in warning ? warning.userId : null;
  const asBefore = warning.asBefore === true;
  return line === null
    ? { line, sheet, userId: null, code, reason, asBefore }
    : { line, sheet, userId, code, reason, asBefore };
}
