import type {
  EnrollmentChange,
  EnrollmentLink,
  LearnerChange,
  NewEnrollment,
  NewLearner,
  RecordToDelete,
} from './ports.ts';
import type { RosterValues } from './roster-values.ts';
import type { SyncTarget } from './sync-record.ts';
import type { ToldRefunds } from './told-refunds.ts';

/**
 * The memory of every write, kept by `store/`: an intent is committed before its call goes out, the record ids after
 * the answer. What is open after a crash is settled by looking at Base, never by guessing.
 */
export interface Journal extends RosterValues, ToldRefunds {
  /** Committed and on disk when it returns; only then may the call go out. */
  begin(intent: Intent): Promise<void>;
  /** The same before the same call goes out again. `at`: epoch ms. */
  resend(intentId: string, at: number): Promise<void>;
  /** The rows are in Base. */
  complete(answered: Answered): Promise<void>;
  /** The rows are certainly not in Base under this intent. */
  discard(intentId: string): Promise<void>;
  /** Intents without a result in this target, of any sync, the oldest first. */
  open(target: SyncTarget): Promise<Intent[]>;
  /** What this sync has sent and is in Base, in the order of writing. */
  completedBy(syncId: string): Promise<IntentRows[]>;
  /** The same with the record ids. */
  writtenBy(syncId: string): Promise<WrittenIntent[]>;
  /** What undos of this sync have done so far, in the order of writing. */
  takenBack(syncId: string): Promise<WrittenIntent[]>;
  /** Lines of the file whose rows have been taken back in syncs of this upload, with the number of the last undo. */
  linesTakenBack(uploadId: string): Promise<ReadonlyMap<number, number>>;
  /** Rows that are in Base, of every sync of the upload; without what has been taken back. */
  writtenByUpload(uploadId: string): Promise<WrittenRow[]>;
  /**
   * The fields of these learners and of their enrollments that a later upload has written in this target, and this one
   * not again since. Later is what came in later, whenever it was written. What was taken back does not count.
   */
  fieldsWrittenLater(
    target: SyncTarget,
    uploadId: string,
    userIds: ReadonlySet<string>,
  ): Promise<FieldsWritten>;
  /** By record id, the fields that other syncs have written in this target since this one has; without what was taken back. */
  fieldsWrittenSince(
    target: SyncTarget,
    syncId: string,
    recordIds: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** What this service has done since `since` (epoch ms) to records that were in this target. */
  recentWrites(target: SyncTarget, since: number): Promise<RecentWrites>;
  /** Records this service created for these learners in this target, in any sync, unless known to be deleted. */
  createdRecords(target: SyncTarget, userIds: ReadonlySet<string>): Promise<CreatedRecord[]>;
  /** The youngest record of this table that was written since `since` (epoch ms) and is not known to be deleted. */
  latestCreated(
    target: SyncTarget,
    kind: CreatedRecord['kind'],
    since: number,
  ): Promise<CreatedRecord | null>;
  /** What was sent for these records when they were created. */
  createdContent(target: SyncTarget, records: readonly RecordOfLearner[]): Promise<CreatedContent[]>;
  /** These records turned out to be deleted in Base. */
  forgetRecords(target: SyncTarget, records: readonly RecordOfLearner[]): Promise<void>;
}

/** One call that writes: what goes out, under which token, and when it was decided. */
export type Intent = IntentBase & IntentRows;

/** What came of a call that was carried out. */
export interface Answered {
  intent: Pick<Intent, 'id'> & IntentRows;
  /** One per row, in order; null where the id could not be found out, and for a record that was not deleted. */
  recordIds: readonly (string | null)[];
  /** Epoch ms at which that became known. */
  at: number;
}

interface IntentBase {
  id: string;
  syncId: string;
  /** Random UUIDv4. A split or shrunk batch is a new intent with a new token. */
  clientToken: string;
  /** Epoch milliseconds, just before the call. */
  startedAt: number;
  /** The same for the last time that the call was sent. */
  sentAt: number;
}

export type IntentRows = SyncRows | UndoRows;

/** `line` is the file row that a write belongs to; of a learner with several rows, the first. */
export type SyncRows =
  | { kind: 'create_learners'; rows: (NewLearner & { line: number })[] }
  | { kind: 'update_learners'; rows: (LearnerChange & { line: number })[] }
  | { kind: 'create_enrollments'; rows: (NewEnrollment & { line: number })[] }
  | { kind: 'update_enrollments'; rows: (EnrollmentChange & { line: number; userId: string })[] }
  | { kind: 'link_enrollments'; rows: (EnrollmentLink & { line: number; userId: string })[] };

/** What an undo does; `line` is that of the row that is taken back. */
export type UndoRows =
  | { kind: 'delete_enrollments'; rows: (RecordToDelete & { line: number; userId: string })[] }
  | { kind: 'delete_learners'; rows: (RecordToDelete & { line: number; userId: string })[] }
  /** `set` is what was there before, '' for an empty cell; `before` is what the sync had written. */
  | { kind: 'restore_learners'; rows: (LearnerChange & { line: number })[] }
  | { kind: 'restore_enrollments'; rows: (EnrollmentChange & { line: number; userId: string })[] }
  | { kind: 'unlink_enrollments'; rows: (EnrollmentLink & { line: number; userId: string })[] };

export type IntentKind = IntentRows['kind'];

/** An intent that was carried out. `recordIds` as of `Answered`. */
export interface WrittenIntent {
  intent: IntentRows;
  recordIds: readonly (string | null)[];
  /** Epoch milliseconds. */
  writtenAt: number;
}

/** What an undo sends is looked for by id, and can be done again once it is checked anew. */
export function isUndo(intent: Pick<Intent, 'kind'>): boolean {
  return undoKinds.has(intent.kind);
}

const undoKinds: ReadonlySet<IntentKind> = new Set<UndoRows['kind']>([
  'delete_enrollments',
  'delete_learners',
  'restore_learners',
  'restore_enrollments',
  'unlink_enrollments',
]);

/** Whether an intent deletes records. */
export function isDelete(intent: Pick<Intent, 'kind'>): boolean {
  return intent.kind === 'delete_enrollments' || intent.kind === 'delete_learners';
}

/** Creates must never be repeated under a new token before they are settled; updates can be repeated at will. */
export function isCreate(intent: Pick<Intent, 'kind'>): boolean {
  return intent.kind === 'create_learners' || intent.kind === 'create_enrollments';
}

export interface WrittenRow {
  syncId: string;
  kind: SyncRows['kind'];
  line: number;
  userId: string;
  recordId: string | null;
  /** Epoch milliseconds. */
  writtenAt: number;
}

/** What was done to records that were there, each as it was done last. */
export interface RecentWrites {
  /** By record id, when it was deleted (epoch ms). */
  deleted: ReadonlyMap<string, number>;
  /** By record id, then by field as in `ports.ts`. */
  cells: ReadonlyMap<string, ReadonlyMap<string, RecentWrite<string>>>;
  /** Of enrollments, by record id: the learners that they link to. */
  links: ReadonlyMap<string, RecentWrite<readonly string[]>>;
}

export interface RecentWrite<Value> {
  value: Value;
  before: Value;
  /** Epoch milliseconds. */
  at: number;
}

/** Fields by their names in `ports.ts`. */
export interface FieldsWritten {
  /** By 用户ID. */
  ofLearners: ReadonlyMap<string, ReadonlySet<string>>;
  /** By record id. */
  ofEnrollments: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A record as it was created. */
export type CreatedContent = { recordId: string; writtenAt: number } & (
  | { kind: 'learner'; row: NewLearner }
  | { kind: 'enrollment'; row: NewEnrollment }
);

/** The journal files records under the learner whom they are about. */
export interface RecordOfLearner {
  userId: string;
  recordId: string;
}

export interface CreatedRecord extends RecordOfLearner {
  kind: 'learner' | 'enrollment';
  /** Epoch milliseconds. */
  writtenAt: number;
}
