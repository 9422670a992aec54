import type { Journal } from './journal.ts';
import type { SettledDoubt } from './odd/settled-doubt.ts';
import type { LearnedAboutBase } from './ports.ts';
import type { ReportStart } from './report-start.ts';
import type { Sought } from './search.ts';
import type { ChangeKind, ChangesPage, RowChange, SyncChanges } from './sync-changes.ts';
import type {
  AskedIdColumn,
  Asker,
  ChatOrigin,
  FinishedSync,
  OperatorInput,
  SyncNeeds,
  SyncProgress,
  SyncRecord,
  SyncSource,
  SyncStatus,
  SyncTarget,
  SyncWait,
} from './sync-record.ts';
import type { SyncReport } from './sync-report.ts';
import type { SettledRules, UploadPolicies, UploadRules } from './upload-rules.ts';

/** The queue of syncs and all that is known of each: the one truth, shared by every process. Kept by `store/`. */
export interface SyncStore {
  /**
   * Adds the file and its sync in one transaction. The new sync is `queued`. An upload whose key is known already gives
   * the sync that it became, whatever state that is in.
   */
  addUpload(upload: NewUpload): Promise<SyncRecord>;
  /** Adds a sync that repeats the upload of another, with the same file. The new sync is `queued`. */
  addRerun(rerun: NewRerun): Promise<SyncRecord>;
  /**
   * Adds the sync that takes another back, unless one is known that has done so or is about to; failed and canceled ones do
   * not count. The new sync is `queued`.
   */
  addUndo(undo: NewUndo): Promise<{ isNew: boolean; sync: SyncRecord }>;
  get(id: string): Promise<SyncRecord | null>;
  /** For whoever may see all syncs; in chat a number is looked for among those of the chat. */
  getByNumber(number: number): Promise<SyncRecord | null>;
  /** The newest first. */
  list(limit: number): Promise<SyncRecord[]>;
  /** Those that are meant, the newest first. */
  search(query: SyncQuery, limit: number): Promise<SyncRecord[]>;
  /** Syncs asked for in this chat or by this person in any chat, the newest first. */
  listInChat(who: { chatId: string; openId: string }, limit: number): Promise<SyncRecord[]>;
  /** Syncs of other uploads of the same target that have ended since this one was asked for; previews left out. */
  listLater(sync: SyncRecord): Promise<SyncRecord[]>;
  /**
   * Syncs of this target from before the one with this number that have gone through their file, the newest first.
   * Neither previews nor undos.
   */
  listFinished(target: SyncTarget, before: number, limit: number): Promise<SyncRecord[]>;
  /** false once retention has deleted it. */
  hasFile(fileId: string): Promise<boolean>;
  /** Keeps a file that was downloaded for a sync already in the queue. */
  saveFile(fileId: string, bytes: Uint8Array): Promise<void>;
  /** null once retention has deleted it, or before it was downloaded. */
  readFile(fileId: string): Promise<Uint8Array | null>;
  /** null until the sync is finished, and where it never got as far as rows. */
  readReport(id: string): Promise<SyncReport | null>;
  /** What is shown of it at once, without reading the rest, which may be long; null where `readReport` is. */
  readReportStart(id: string): Promise<ReportStart | null>;
  /** Whether the report names rows that failed, without reading it, which may be long; null where `readReport` is. */
  hasFailures(id: string): Promise<boolean | null>;
  /**
   * A page of what the sync does to each row, from 1; null as long as there is no plan, and once retention has deleted it.
   * @param kind null: rows of every kind
   */
  readChanges(id: string, kind: ChangeKind | null, page: number): Promise<ChangesPage | null>;
  /** The same of the rows that are meant, with their counts. */
  searchChanges(id: string, query: ChangesQuery): Promise<ChangesPage | null>;
  /** Row by row in the order of the file; none where there is no plan. */
  allChanges(id: string): AsyncIterable<RowChange>;
  /**
   * Everything that is worked on or waits for its turn, in no order, as a service of this target sees it. People are told
   * from it what comes first.
   */
  readQueue(target: SyncTarget, now: Date): Promise<QueuedSync[]>;

  /**
   * The one to work on now: an interrupted (`running`) sync first, then the one that has been ready longest. One that
   * waits is ready when its time has come; while Feishu is unreachable, no other is. A store of several services keeps
   * back what is known to be of another target; in a store of one service it ends, because nobody else will come for it.
   */
  nextReady(now: Date, target: SyncTarget): Promise<SyncRecord | null>;
  /** How often the sync has been started without an orderly end, now included; null if it was canceled a moment ago. */
  start(id: string): Promise<number | null>;
  settledRules(uploadId: string): Promise<SettledRules>;
  /** Settles what is not settled yet; the rest stays. */
  settleRules(uploadId: string, rules: UploadRules): Promise<void>;
  saveProgress(id: string, progress: SyncProgress): Promise<void>;
  /** `changes`: what it will do, where it got as far as a plan. false if somebody wants it to stop instead. */
  waitForInput(id: string, needs: SyncNeeds, changes: SyncChanges | null): Promise<boolean>;
  /**
   * Back into the queue until its next try, with what is written by then as its report if it is canceled meanwhile; its
   * starts are counted anew. false if somebody wants it to stop instead.
   */
  waitForNextTry(
    id: string,
    wait: SyncWait,
    report: SyncReport | null,
    changes: SyncChanges | null,
  ): Promise<boolean>;
  /**
   * Merges the input (null keeps what was there, confirmations add up, addUnderNewDate stays once set) and queues the
   * sync again; false if it does not wait for input (any more).
   */
  provideInput(id: string, input: OperatorInput, at: Date): Promise<boolean>;
  /**
   * Keeps the one thing that was said of a course and a day that are missing, and leaves the sync waiting for the other. Once
   * both are known it is queued again. null if it does not wait for input (any more).
   */
  noteInput(
    id: string,
    said: Pick<OperatorInput, 'course' | 'day'>,
    at: Date,
  ): Promise<'waits' | 'queued' | null>;
  /** Asks the worker to stop; a sync nobody works on is canceled at once, with the report it has. false if it is already final. */
  requestCancel(id: string, at: Date): Promise<boolean>;
  cancelRequested(id: string): Promise<boolean>;
  /** Also closes the sync's place in the queue. */
  finish(id: string, finished: FinishedSync, at: Date): Promise<void>;
  /** Cancels what has waited for input since before `before`; says how many. */
  cancelUnanswered(before: Date, at: Date): Promise<number>;
  /** Deletes files, rows and journals of syncs finished before `before`; counts and totals stay. */
  deleteOld(before: Date): Promise<number>;

  /** Forgets which events of long ago have been seen, and closes cards that Feishu lets nobody change any more. */
  forgetEvents(now: Date): Promise<void>;

  /** The ids that this spelling of a target means, as far as a worker has found out; null if none has. */
  resolvedTarget(target: SyncTarget): Promise<SyncTarget | null>;
  /** From now on what is kept under this spelling belongs to the target with these ids, as under every other spelling. */
  saveResolvedTarget(target: SyncTarget, resolved: SyncTarget): Promise<void>;
  /** What an earlier version kept under `former` is kept under the spelling of this version, unless that is in use. */
  respellTarget(former: SyncTarget, target: SyncTarget): Promise<void>;

  learnedAboutBase(target: SyncTarget): Promise<LearnedAboutBase | null>;
  saveLearnedAboutBase(target: SyncTarget, learned: LearnedAboutBase): Promise<void>;

  /** Syncs that wrote the same bytes to this target, of other uploads and not taken back, the newest first. */
  sameFileBefore(sync: Pick<SyncRecord, 'uploadId' | 'target'>): Promise<SyncRecord[]>;
  seenInBase(target: SyncTarget): Promise<SeenInBase>;
  /** Adds to what is known. */
  addSeenInBase(target: SyncTarget, seen: SeenInBase): Promise<void>;
  /** Doubts that people have settled since. */
  settledDoubts(target: SyncTarget, since: Date): Promise<SettledDoubt[]>;
  /** In place of what was settled about the same course and cause before. */
  keepSettledDoubts(target: SyncTarget, doubts: readonly SettledDoubt[], at: Date): Promise<void>;

  /** The title of the column that people have said is the 用户ID of files with these titles; null if nobody has. */
  idColumnOf(target: SyncTarget, titleRow: string): Promise<string | null>;
  /** In place of what was said about the same titles before. */
  keepIdColumn(target: SyncTarget, said: SaidIdColumn): Promise<void>;
  /** All that people have said, the oldest first. */
  listIdColumns(target: SyncTarget): Promise<SaidIdColumn[]>;
  /** From now on files with this column are asked about again. @returns how many answers it was */
  forgetIdColumn(target: SyncTarget, title: string): Promise<number>;
}

/** What a person has said about files that have these titles and none that means the 用户ID. */
export interface SaidIdColumn extends AskedIdColumn {
  /** Who: an open_id; null where nobody logs in by name. */
  by: string | null;
  at: Date;
}

/** Which syncs are meant. */
export interface SyncQuery {
  sought: Sought;
  /** null: in whatever state. */
  statuses: readonly SyncStatus[] | null;
  /** Only those with a lower number; null: from the newest on. */
  before: number | null;
}

/** Which rows of a sync are meant. */
export interface ChangesQuery {
  sought: Sought;
  /** null: rows of every kind. */
  kind: ChangeKind | null;
  /** From 1. */
  page: number;
}

/** What earlier syncs have seen of a Base, none of it about a person. */
export interface SeenInBase {
  /** As spelled there. */
  courses: readonly string[];
  /** Shapes of 用户IDs that are usual there. */
  idShapes: readonly string[];
}

export interface NewUpload {
  id: string;
  /** What the sender calls this upload, so that sending it again adds nothing; null if it has no name for it. */
  key: string | null;
  fileId: string;
  source: SyncSource;
  fileName: string;
  /** null for a file in chat, which is downloaded when its turn comes. */
  bytes: Uint8Array | null;
  origin: ChatOrigin | null;
  askedBy: Asker | null;
  dryRun: boolean;
  input: OperatorInput;
  policies: UploadPolicies;
  target: SyncTarget;
  createdAt: Date;
}

/** A sync that works on the upload of another: repeats it, or writes what it has previewed. */
export interface NewRerun {
  id: string;
  as: 'rerun' | 'write_preview';
  /** As of an upload: asked again under the same key, it is the same rerun. */
  key: string | null;
  origin: ChatOrigin | null;
  askedBy: Asker | null;
  of: SyncRecord;
  source: SyncSource;
  input: OperatorInput;
  createdAt: Date;
}

/** A sync that takes another back; it belongs to the same upload. */
export type NewUndo = Omit<NewRerun, 'as'>;

/** A sync that is worked on or waits for its turn. */
export interface QueuedSync {
  id: string;
  number: number;
  /** Since when it is ready (epoch ms); who came at the same time goes by number. */
  readyAt: number;
  /** `waiting`: for its next try, and others go on; `holding`: for Feishu to be reachable, and no other is worked on. */
  state: 'running' | 'ready' | 'waiting' | 'holding';
  /** Of another Base, whose own service is waited for. Never in a store of one service. */
  leftToOthers: boolean;
}

/** Only one process at a time may work on a Base. The system releases the lock when its process dies. */
export interface WorkerLock {
  /**
   * @param baseToken the Base to work on; a store of one service has one lock for all
   * @returns null if somebody else holds it
   */
  tryAcquire(baseToken: string): Promise<HeldLock | null>;
}

export interface Held {
  /** Fires when the lock is lost before its release. */
  lost: AbortSignal;
  release: ReleaseLock;
}

/** The right to work, and the stores through which it is exercised: whoever has lost it can commit nothing by them. */
export interface HeldLock extends Held {
  syncs: SyncStore;
  journal: Journal;
}

/** Only one process at a time may keep cards up to date. */
export interface CardLock {
  /** null if somebody else holds it. */
  tryAcquire(): Promise<Held | null>;
}

export type ReleaseLock = () => Promise<void>;
