import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { CalendarDay, FileRefusal, RowFill, SheetChoice } from '../roster/roster.ts';
import type { AskedReason, ConfirmedReason } from './asked-reason.ts';
import { mayHaveWritten } from './has-written.ts';
import type { SyncChanges } from './sync-changes.ts';
import type { SyncReport, SyncSummary } from './sync-report.ts';

/** `needs_input` waits for a person and holds no place in the queue; the last four are final. */
export const syncStatuses = [
  'queued',
  'running',
  'needs_input',
  'succeeded',
  'partial',
  'failed',
  'canceled',
] as const;
export type SyncStatus = (typeof syncStatuses)[number];

export type SyncSource = 'bot' | 'web' | 'cli';

/** `undo` takes back what another sync has done. */
export type SyncKind = 'sync' | 'undo';

/** The chat message that asked for a sync: its card answers that message. */
export interface ChatOrigin {
  chatId: string;
  /** Nobody but this person reads the chat. Absent for a group, and where it is not known. */
  isPrivate?: true;
  /** The message that is answered: the file, or the command. */
  messageId: string;
  /** Who asked. */
  openId: string;
  /** Where the file is downloaded from; null for a rerun of a file that came another way. */
  file: ChatFileReference | null;
}

/** Somebody who has logged in by name. */
export interface Asker {
  name: string;
  /** null of syncs from before it was kept. */
  openId: string | null;
}

export interface ChatFileReference {
  /** The message that holds the file; not always the one that is answered. */
  messageId: string;
  fileKey: string;
}

/** One sync as the store keeps it: the queue entry and, once finished, what came of it. */
export interface SyncRecord {
  /** Unguessable. */
  id: string;
  /** Short and for people (`#37`); it grants nothing. */
  number: number;
  kind: SyncKind;
  /** The sync that first brought the file. A rerun belongs to the upload it repeats. */
  uploadId: string;
  rerunOf: string | null;
  /** The preview whose plan this one writes. */
  previewOf: string | null;
  /** The sync that this one takes back; null unless it is an `undo`. */
  undoes: string | null;
  /** The undo that has taken this one back, or is about to. */
  undoneBy: string | null;
  /** That undo has ended. */
  isUndone: boolean;
  /** Of a preview, the sync that writes it. */
  writtenBy: string | null;
  source: SyncSource;
  /** Where in chat it was asked for; null for page and command line. */
  origin: ChatOrigin | null;
  /** Who asked on the page, where people log in by name. In chat it is `origin` that says who. */
  askedBy: Asker | null;
  fileId: string;
  fileName: string;
  dryRun: boolean;
  input: OperatorInput;
  /** Where this sync writes; it is never resumed or repeated anywhere else. */
  target: SyncTarget;
  status: SyncStatus;
  progress: SyncProgress;
  needs: SyncNeeds | null;
  /** null until it is finished. */
  summary: SyncSummary | null;
  error: SyncError | null;
  /** While it is `queued` it waits for this; afterwards it is the last time that it had to, and null if it never had. */
  lastWait: SyncWait | null;
  cancelRequested: boolean;
  createdAt: Date;
  finishedAt: Date | null;
}

/** A finished sync with its rows; kept apart from the record because it can be large. */
export interface FinishedSync {
  status: 'succeeded' | 'partial' | 'failed' | 'canceled';
  report: SyncReport | null;
  /** null: no plan, or what is kept of an earlier run is still right. */
  changes: SyncChanges | null;
  error: SyncError | null;
}

/** What passes by itself: a sync that meets it waits. */
export const waitCodes = [
  /** Feishu is away for everybody: nothing else is worked on meanwhile. */
  'feishu_unreachable',
  /** These two concern one sync: others are worked on meanwhile. */
  'feishu_busy',
  'in_doubt',
] as const satisfies ErrorCode[];
export type WaitCode = (typeof waitCodes)[number];

export function isWaitCode(code: ErrorCode): code is WaitCode {
  return waitCodes.some((waitCode) => waitCode === code);
}

/** Why a sync waits, and when it is tried again. Times are epoch milliseconds. */
export interface SyncWait {
  code: WaitCode;
  details: ErrorDetails;
  /** When the first of these waits began; it got no further since. */
  since: number;
  /** When this wait was decided. An earlier clock than that was set back, which must not make the wait longer. */
  setAt: number;
  nextTryAt: number;
  /** How many waits there were since, this one included. */
  count: number;
  /** How long it has waited for each of the reasons before this wait, in ms. */
  waitedMs: Readonly<Partial<Record<WaitCode, number>>>;
}

/** What a person said about a file that does not say it itself. */
export interface OperatorInput {
  course: string | null;
  day: CalendarDay | null;
  /** 仍按新日期新增: add the course under the given date although the learner already has it. */
  addUnderNewDate: boolean;
  confirmed: ConfirmedReason[];
  /** Courses of the file that are meant to be others which Base has; absent if nobody has said so. */
  courseInstead?: CourseInstead[];
  /** Which sheets of the file are meant; absent as long as nobody was asked. */
  sheets?: string[];
  /** What rows say that lack their course or date; absent as long as nobody has said so. */
  fill?: RowFill;
  /** Whether the column that was asked about is the 用户ID; absent as long as nobody has said. */
  idColumn?: AskedIdColumn & { isId: boolean; by: string | null };
}

/** A column of a file without 用户ID that may be it. */
export interface AskedIdColumn {
  title: string;
  /** Of its file: see `FileWithoutId`. */
  titleRow: string;
}

export interface CourseInstead {
  /** As the file has it. */
  course: string;
  use: string;
}

/** What a sync in `needs_input` waits for. */
export interface SyncNeeds {
  course: boolean;
  day: boolean;
  /** A proposal, never a default. */
  proposedCourse: string | null;
  /** Where it is from: a `《…》` in the file name, or what was said of a file of such a name; absent where nothing is proposed. */
  proposedFrom?: 'file_name' | 'last_time';
  /** The courses of this person's last syncs, the latest first; absent of a sync that asked before this was known. */
  recentCourses?: string[];
  /** Courses that may be meant: the recent ones, then others, as suggestions. */
  knownCourses: string[];
  /** A day in the file name: a proposal, never a default; absent where there is none. */
  proposedDay?: CalendarDay;
  /** Doubts, all of them at once. */
  confirm: AskedReason[];
  /** Where doubts are to be settled, how many records are written then, counted as of a preview; absent where that is not known. */
  writes?: number;
  /** Sheets that hold a roster each; empty if there is nothing to choose. */
  sheets: SheetChoice[];
  /** Whether this column is the 用户ID; null if there is nothing to ask. */
  idColumn: AskedIdColumn | null;
}

export const nothingNeeded: SyncNeeds = {
  course: false,
  day: false,
  proposedCourse: null,
  knownCourses: [],
  confirm: [],
  sheets: [],
  idColumn: null,
};

export interface SyncProgress {
  phase: SyncPhase;
  /** File rows that are decided: written, skipped or refused; never falls. */
  done: number;
  total: number;
}

export const syncPhases = [
  'waiting',
  'reading_file',
  'checking_tables',
  'resolving',
  'reading_learners',
  'reading_enrollments',
  'writing_learners',
  'writing_enrollments',
  /** Feishu asked for a pause; the sync goes on by itself. */
  'backing_off',
  'finished',
] as const;
export type SyncPhase = (typeof syncPhases)[number];

/** Why a sync did not finish: the file was refused, or something outside has to be fixed. */
export type SyncError =
  | { kind: 'file'; refusal: FileRefusal }
  | { kind: 'stopped'; code: ErrorCode; details: ErrorDetails };

/**
 * The Base and tables a sync belongs to, as they are configured: the same target has many spellings. Once a worker has
 * resolved it, it consists of ids; two resolved targets are the same if all four values are equal.
 */
export interface SyncTarget {
  domain: string;
  appId: string;
  /** Token of the Base; or `wiki/` and the token of the page that shows it. */
  baseToken: string;
  /** Ids or names of both tables, learners first, with a line break between. */
  tables: string;
}

/** Whether nothing will happen to this sync any more. */
export function isFinal(sync: SyncRecord): boolean {
  return sync.finishedAt !== null;
}

/** As long as people are offered it; it can be asked for as long as what was written is known. */
const undoOfferedMs = 7 * 24 * 3_600_000;

/** Whether people are offered to take the sync back. `now`: epoch ms. */
export function canUndo(sync: SyncRecord, now: number): boolean {
  const { kind, dryRun, finishedAt, undoneBy, summary } = sync;
  if (kind !== 'sync' || dryRun || finishedAt === null || undoneBy !== null) return false;
  return mayHaveWritten(summary) && now - finishedAt.getTime() < undoOfferedMs;
}

/** Whether 仍按新日期新增 would add anything. */
export function canAddUnderNewDate(sync: SyncRecord): boolean {
  const { status, dryRun, input, summary, undoneBy } = sync;
  const isDone = (status === 'succeeded' || status === 'partial') && undoneBy === null;
  return isDone && !dryRun && !input.addUnderNewDate && (summary?.enrollmentsOtherDate ?? 0) > 0;
}

/** What the sync waits for now; null if it does not. */
export function waitOf({ status, lastWait }: SyncRecord): SyncWait | null {
  return status === 'queued' ? lastWait : null;
}

/** How long it has waited, in whole minutes, for people; none on a clock that was set back. `now`: epoch ms. */
export function minutesSince({ since }: SyncWait, now: number): number {
  return Math.max(0, Math.floor((now - since) / 60_000));
}
