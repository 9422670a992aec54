import { administratorErrorCodes, type ErrorCode } from '../errors.ts';
import type { RosterField } from '../roster/header/known-columns.ts';
import { nothingFilled, type RowLack } from '../roster/roster.ts';
import type { AskedReason, ConfirmReason } from '../sync/asked-reason.ts';
import { canGoOn } from '../sync/can-go-on.ts';
import type { QueueView } from '../sync/queue/queue-view.ts';
import type { FailureCount, ReportStart } from '../sync/report-start.ts';
import { offeredToWrite } from '../sync/rows-to-write.ts';
import {
  canAddUnderNewDate,
  canUndo,
  type SyncError,
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
  SyncSummary,
  SyncWarning,
} from '../sync/sync-report.ts';
import type { UndoneRow } from '../sync/undo-report.ts';
import { coursesText, daysText } from '../wording/bot/sync-facts.ts';
import { confirmLabel, rerunLabel } from '../wording/button-labels.ts';
import { remarkIn, type Tense, tenseOf } from '../wording/change-words.ts';
import { courseName } from '../wording/course-name.ts';
import { describeSync, stepsFor } from '../wording/describe-sync.ts';
import { explainError } from '../wording/explain-error.ts';
import { explainRowInParts } from '../wording/explain-row.ts';
import { explainWarning } from '../wording/explain-warning.ts';
import { type FailureGroup, groupFailures } from '../wording/failure-groups.ts';
import { confirmText } from '../wording/needs-sentences.ts';
import { type SyncNews, syncNews } from '../wording/news/sync-news.ts';
import type { Channel, NextSteps } from '../wording/next-steps.ts';
import { reasonSentences } from '../wording/reason-sentences.ts';
import { sandboxNotice } from '../wording/sandbox-notice.ts';
import { shownFileName } from '../wording/shown-file-name.ts';
import { syncStateText } from '../wording/sync-states.ts';
import { explainKept } from '../wording/undo-sentences.ts';
import { warningTopic } from '../wording/warning-topics.ts';

/** A sync as scripts and the page read it. Times are ISO 8601 in UTC. */
export interface SyncJson {
  /** Comes first, so that nobody takes a sandbox for the real Base. */
  notice: string | null;
  id: string;
  number: number;
  status: SyncRecord['status'];
  /** The state in a word or two, for people. */
  statusText: string;
  /** What there is to know at one glance; `parts` are the rows of the file by what became of them. */
  news: SyncNews;
  /** What it is about, for people; empty where nothing is known yet. */
  about: { courses: string; days: string };
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
  /** The button that does it again, or the rest of it. */
  rerunLabel: string;
  /** Whether people are offered to take it back. */
  canUndo: boolean;
  /** Of an undo that has ended, what it has taken back and what it has left. */
  undo: UndoJson | null;
  /** Of a preview, what has to be confirmed before it is written. */
  doubts: ReasonJson[];
  createdAt: string;
  finishedAt: string | null;
  progress: SyncProgress;
  /** Whether it ends as soon as it can, because somebody wants that. */
  cancelRequested: boolean;
  /** Why it is not worked on now, and when it is tried again; null while it does not wait for Feishu. */
  waiting: WaitingJson | null;
  summary: SummaryJson;
  /** What people have said about a file that does not say it itself; `fill`: about its rows that do not. */
  said: SaidJson;
  needs: NeedsJson | null;
  /** The first 1,000. */
  failures: FailureJson[];
  failuresTotal: number;
  /** Why rows failed, and how many for each reason; of all of them, without those that are known from before. */
  failureGroups: FailureGroup[];
  /** Of the failed rows, those for which a person can say what they lack. */
  lacking: RowsLacking;
  /** The first 1,000. */
  warnings: ((RowJson<SyncWarning['code']> | FileWarningJson) & {
    /** What it is about: warnings of one topic stand together. */
    topic: string;
  })[];
  /** Refunded, canceled or unpaid, so not written; the first 1,000. */
  notEnrolled: NotEnrolledEntry[];
  error: { code: string; message: string; hint: string } | null;
  /** Whether staff cannot mend the error themselves. */
  needsAdministrator: boolean;
  /** What a person reads about the state, line by line. */
  sentences: string[];
  /** How many syncs come first. */
  queuedBefore: number;
  /** Whether 仍按新日期新增 would add anything, and how many records. */
  canAddUnderNewDate: boolean;
  underNewDate: number;
  /** Whether the next thing to do is the rest of it. */
  canGoOn: boolean;
  /** Where the Base can be opened in a browser; null if that is not known. */
  baseUrl: string | null;
}

export type SummaryJson = Omit<
  SyncSummary,
  | 'enrollmentsRepeated'
  | 'enrollmentsOtherDate'
  | 'rowsInDoubt'
  | 'rowsNotWritten'
  | 'footers'
  | 'doubts'
  | 'fewerThanShown'
  | 'undo'
> &
  Required<Pick<SyncSummary, 'asBefore'>>;

/** How many rows lack only their course, only their date, or both. */
export interface RowsLacking {
  course: number;
  date: number;
  both: number;
}

export interface SaidJson {
  course: string | null;
  date: string | null;
  fill: { course: string | null; date: string | null };
}

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
  /** A day in the file name; it may be that of the export. */
  proposedDate: string | null;
  /** `label`: the button that agrees; it says how much is written, or taken back. */
  confirm: { reasons: ReasonJson[]; text: string; label: string };
  /** Suggestions: courses that Base already has. */
  courses: string[];
  /** Courses of Base, with 《》, that those which are asked about may be meant to be; empty if none is asked about. */
  similar: string[];
  /** Sheets that hold a roster each, of which a person has to choose; empty if there is nothing to choose. */
  sheets: SyncNeeds['sheets'];
  /** Whether the column with this title is the field; null if there is nothing to ask. */
  column: { field: RosterField; title: string } | null;
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

/** What is shown of a sync besides what is kept of itself. */
export interface Around {
  /** Where there is one and it is wanted. */
  report: ReportStart | null;
  queue: QueueView;
  /** The number of the sync that it takes back; null where that is not known. */
  aboutNumber: number | null;
  /** Feishu is only a stand-in. */
  sandbox: boolean;
  baseUrl: string | null;
  /** Where the sentences are read. */
  channel: Channel;
}

export function syncJson(sync: SyncRecord, around: Around): SyncJson {
  const { report, queue, aboutNumber, sandbox, baseUrl, channel } = around;
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
    news: syncNews(sync, { before: queue.before, aboutNumber }),
    about: { courses: coursesText(sync), days: daysText(sync) },
    kind: sync.kind,
    previewOf: sync.previewOf,
    undoes: sync.undoes,
    undoneBy: sync.undoneBy,
    isUndone: sync.isUndone,
    writtenBy: sync.writtenBy,
    writes: offeredToWrite(sync),
    rerunLabel: rerunLabel(sync),
    canUndo: canUndo(sync, queue.now),
    undo: undoJson(sync.summary, report),
    doubts: sync.summary?.doubts?.map((reason) => reasonJson(reason, steps)) ?? [],
    fileName: shownFileName(sync.fileName),
    createdAt: sync.createdAt.toISOString(),
    finishedAt: sync.finishedAt?.toISOString() ?? null,
    progress,
    cancelRequested: sync.cancelRequested,
    waiting: waitingJson(waitOf(sync)),
    summary: summaryJson(sync.summary),
    needs: status === 'needs_input' && needs !== null ? needsJson(sync, needs, steps) : null,
    said: saidJson(sync.input),
    failures: report?.failures.map(failureJson) ?? [],
    failuresTotal: report === null ? (sync.summary?.rowsFailed ?? 0) : sumOf(report.failed),
    failureGroups: groupFailures(report?.failed ?? []),
    lacking: countLacking(report?.failed ?? []),
    warnings: report?.warnings.map((warning) => warningJson(warning, tenseOf(sync))) ?? [],
    notEnrolled: report?.notEnrolled ?? [],
    error: error === null ? null : explainError(error, steps),
    needsAdministrator: error !== null && isForAdministrator(error),
    sentences: describeSync(sync, queue, channel),
    queuedBefore: queue.before,
    canAddUnderNewDate: canAddUnderNewDate(sync),
    underNewDate: canAddUnderNewDate(sync) ? (sync.summary?.enrollmentsOtherDate ?? 0) : 0,
    canGoOn: canGoOn(sync),
    baseUrl,
  };
}

function saidJson({ course, day, fill = nothingFilled }: SyncRecord['input']): SaidJson {
  return { course, date: day, fill: { course: fill.course, date: fill.day } };
}

function sumOf(failed: readonly FailureCount[]): number {
  return failed.reduce((sum, { count }) => sum + count, 0);
}

function countLacking(failed: readonly FailureCount[]): RowsLacking {
  const count = (what: RowLack) => sumOf(failed.filter(({ lacks }) => lacks === what));
  return { course: count('course'), date: count('day'), both: count('course_and_day') };
}

/** These end with asking the administrator. */
const administratorCodes: ReadonlySet<ErrorCode> = new Set([
  ...administratorErrorCodes,
  'feishu_refused',
  'feishu_answer_unreadable',
  'internal',
]);

function isForAdministrator(error: SyncError): boolean {
  return error.kind === 'stopped' && administratorCodes.has(error.code);
}

function waitingJson(wait: SyncWait | null): WaitingJson | null {
  if (wait === null) return null;
  const at = (epochMs: number) => new Date(epochMs).toISOString();
  return { since: at(wait.since), nextTryAt: at(wait.nextTryAt), code: wait.code };
}

function undoJson(summary: SyncSummary | null, report: ReportStart | null): UndoJson | null {
  if (summary?.undo === undefined) return null;
  const { undone, kept, failed } = summary.undo;
  return { undone, kept, failed, rows: report?.undone?.map(undoneJson) ?? [] };
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

function needsJson(sync: SyncRecord, needs: SyncNeeds, steps: NextSteps): NeedsJson {
  return {
    course: needs.course,
    date: needs.day,
    proposedCourse: needs.proposedCourse,
    proposedDate: needs.proposedDay ?? null,
    confirm: {
      reasons: needs.confirm.map((reason) => reasonJson(reason, steps)),
      text: confirmText(needs, steps),
      label: confirmLabel(sync),
    },
    courses: needs.knownCourses,
    similar: needs.confirm.flatMap((reason) =>
      reason.code === 'course_similar' ? courseName(reason.figures.similar) : [],
    ),
    sheets: needs.sheets,
    column: needs.idColumn === null ? null : { field: '用户ID', title: needs.idColumn.title },
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
  const topic = warningTopic(code);
  return line === null
    ? { line, sheet, userId: null, code, topic, reason, asBefore }
    : { line, sheet, userId, code, topic, reason, asBefore };
}
