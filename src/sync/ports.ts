import type { CalendarDay } from '../roster/roster.ts';
import type { Doubt } from './doubt.ts';
import type { ChatFileReference, SyncTarget } from './sync-record.ts';
import type { BaseRoom, BaseTableName } from './table-room.ts';

/** Opens the Base for one sync. Filled by `feishu/`. */
export type OpenBase = (observer: BaseObserver, learned: LearnedAboutBase, fields: BaseFields) => Base;

/** The fields that a sync reads and writes besides those that every sync needs, by name. */
export interface BaseFields {
  /** Of 学员总表. */
  learnerFields: readonly string[];
  /** Of 学习记录表. */
  enrollmentFields: readonly string[];
}

/**
 * Downloads a file from chat. Filled by `feishu/`.
 * @throws AppError `chat_file_gone`, `chat_file_forbidden`, `missing_scope`, or one that is worth trying again
 */
export type FetchChatFile = (file: ChatFileReference) => Promise<ChatFile>;

export type ChatFile =
  | { kind: 'bytes'; bytes: Uint8Array }
  /** Larger than a roster may be; it was not read to its end. */
  | { kind: 'too_large'; allowedBytes: number };

/** What earlier syncs learned about a Base. Calls are saved by what is never more than a hint, and may be outdated. */
export interface LearnedAboutBase {
  learnerRows: number | null;
  enrollmentRows: number | null;
  /** Rows a batch write may hold; smaller once Feishu refused more. */
  batchSize: number;
  /** Conditions a filter may hold; smaller once Feishu refused more. */
  filterConditions: number;
  /** This Base has been seen to know a client token again instead of writing twice. */
  knowsTokens: boolean;
  /** Whether a filter has found what it must; null if none was put to the test. What filters do not find proves nothing before. */
  filtersWork: boolean | null;
  /** In which zones it has kept its days, the present one last; empty if no sync has seen it. */
  zones: readonly ZoneSpan[];
  /** When people were last told of another writer, epoch ms by Feishu's time; null if never. */
  othersReportedAt: number | null;
  /** Whom Base names as the author of what this service creates; null if that was never read. */
  author: string | null;
  /** What this service had created by then (epoch ms by Feishu's time) is or was in its journal; null if nobody knows. */
  journaledUntil: number | null;
  /** null if no sync has finished. */
  room: BaseRoom | null;
}

/** A zone in which a Base keeps the days of its records. */
export interface ZoneSpan {
  /** IANA name. */
  timeZone: string;
  /** Of records created from this moment on, epoch milliseconds by Feishu's time; 0 for the first zone that is known. */
  since: number;
}

/** What the Base tells the sync while it works. */
export interface BaseObserver {
  /** A call has been answered, well or badly. */
  called(): void;
  /** Feishu asked for patience; the call is repeated after `ms` milliseconds. */
  backingOff(ms: number): Promise<void>;
  /** The call that had to wait has got through. */
  goingOn(): Promise<void>;
  /**
   * Comes before every try of a call, and every second of a wait: throws if the sync has to stop here, or if the worker
   * lock is lost.
   */
  checkpoint(): Promise<void>;
}

/**
 * The two tables as a sync sees them. Calls go out one at a time. Temporary refusals are waited out inside;
 * what a person must fix is thrown as an AppError.
 */
export interface Base {
  /** Feishu's own time (epoch ms), by which its records are dated; null until an answer has told it. */
  serverTime(): number | null;
  /** What this sync has learned, for the next one. */
  learned(): LearnedAboutBase;
  /**
   * Asks for what the Base and its tables are like before anybody wants to know, and for records where a table is so small
   * that it is read whole, whoever is looked for. Ends when these calls have, however they ended.
   * @param records of which tables records will be read, before anything is written
   */
  lookAhead(records: Record<BaseTableName, boolean>): Promise<void>;
  /**
   * Says of whom `findLearners` will be asked, so that its first call can go out while `resolveTarget` waits for others.
   * Only where nothing is written before.
   */
  expectLearners(userIds: ReadonlySet<string>): void;
  /**
   * The same target by its ids, whatever Base this one is; only names and wiki pages cost a call.
   * @throws AppError if this app cannot find such a Base or such tables
   */
  resolveTarget(target: SyncTarget): Promise<SyncTarget>;
  /**
   * Checks the Base and both tables before anything is read or written.
   * @param zones as learned; each record's day is read in the zone that held when it was created
   * @throws AppError `tables_unfit` with everything that is wrong, or another code that names what to fix.
   */
  prepare(zones: readonly ZoneSpan[]): Promise<BaseSchema>;
  /** Courses of the latest enrollments, the most frequent first; at most one call. */
  knownCourses(): Promise<string[]>;
  /** 用户IDs of some learners, up to 500; one call. */
  someUserIds(): Promise<string[]>;
  /** Every record of these learners, duplicates too, the oldest record first. */
  findLearners(userIds: ReadonlySet<string>): Promise<ExistingLearner[]>;
  /** Records in each table, as far as this app may see them; two calls. */
  countRows(): Promise<Record<BaseTableName, number>>;
  /**
   * Learners of whom nobody has asked, as far as finding others came across them: all that have a phone, or none,
   * whichever way was cheaper. Never a call of its own.
   */
  othersWithPhones(): Promise<PhoneHolders>;
  /** Every enrollment of these learners, by 用户ID or by link. */
  findEnrollments(
    userIds: ReadonlySet<string>,
    learners: readonly ExistingLearner[],
  ): Promise<ExistingEnrollment[]>;
  /** Every enrollment of this day or a later one. @throws AppError `feishu_refused` where Feishu does not take such a filter */
  enrollmentsSince(day: CalendarDay): Promise<ExistingEnrollment[]>;
  /** The records by id, past search: it may lag behind or be blinded by permissions. */
  getLearners(recordIds: readonly string[]): Promise<ById<WholeLearner>>;
  getEnrollments(recordIds: readonly string[]): Promise<ById<WholeEnrollment>>;
  /**
   * Builds the body of a write and sends nothing yet: whatever goes wrong here, nothing has been written.
   * @param decidedAt epoch ms by Feishu's time; days are written in the zone that held then, so that the same write has the
   * same body whenever it is built
   */
  prepareWrite(write: WriteRows, decidedAt: number): Promise<PreparedWrite>;
}

/** A write whose body is built: all rows or none. */
export interface PreparedWrite {
  /**
   * @param clientToken a UUIDv4; the same token must carry the same rows. It keeps creates from being carried out twice;
   * updates and links are safe to repeat without it
   */
  send(clientToken: string): Promise<WriteOutcome>;
}

export type WriteRows =
  | { kind: 'create_learners'; rows: readonly NewLearner[] }
  /** Sets the given fields only. */
  | { kind: 'update_learners'; rows: readonly LearnerChange[] }
  | { kind: 'create_enrollments'; rows: readonly NewEnrollment[] }
  /** Sets the given fields only. */
  | { kind: 'update_enrollments'; rows: readonly EnrollmentChange[] }
  /** Gives enrollments without a link their learner. */
  | { kind: 'link_enrollments'; rows: readonly EnrollmentLink[] }
  /** These five take back what was written. They are sent once, because what they rest on is checked right before. */
  | { kind: 'delete_enrollments' | 'delete_learners'; rows: readonly RecordToDelete[] }
  /** Sets the given fields only; '' empties a cell. */
  | { kind: 'restore_learners'; rows: readonly LearnerChange[] }
  | { kind: 'restore_enrollments'; rows: readonly EnrollmentChange[] }
  /** Empties the links. */
  | { kind: 'unlink_enrollments'; rows: readonly EnrollmentLink[] };

export interface BaseSchema {
  /** IANA zone of the Base, in which days are kept. */
  timeZone: string;
  /** The zones that were given, and the present one if it shows other days than the last of them. */
  zones: readonly ZoneSpan[];
  /** 高级权限: search may silently hide records. */
  advancedPermissions: boolean;
  /** false: 学习记录 in 学员总表 does not fill itself. */
  linkIsTwoWay: boolean;
  /** How each learner field (`nickname`, `phone`, extras by name) is kept. */
  learnerFields: Readonly<Record<string, FieldKind>>;
  course: FieldKind;
  /** How each field of the enrollment besides these is kept, by name; 报名状态 only if the table has it. */
  enrollmentFields: Readonly<Record<string, FieldKind>>;
}

/** A field type reduced to what a value must look like. Select: an unknown option would be added to the list. */
export type FieldKind =
  | { kind: 'text' | 'phone' | 'number' | 'date' }
  | { kind: 'select'; options: readonly string[] };

/** A learner record, its cells cleaned by the rules of the roster; an absent or empty cell is ''. */
export interface ExistingLearner {
  recordId: string;
  userId: string;
  /** `nickname`, `phone` and extras by name; numbers and dates in their canonical text form. */
  fields: Readonly<Record<string, string>>;
  /** Of its texts those that cleaning has changed, as somebody typed them; absent if there are none. */
  asTyped?: Readonly<Record<string, string>>;
  /** Enrollments linked from this record (`学习记录`); empty with a one-way link. */
  enrollmentIds: readonly string[];
  /** Epoch milliseconds; null where Base does not say. */
  createdAt: number | null;
  /** Whom Base names as its author, where it does. */
  createdBy?: string | undefined;
}

export interface ExistingEnrollment {
  recordId: string;
  userId: string;
  /** Cleaned, but with 《》 as kept in Base. */
  course: string;
  day: CalendarDay | null;
  learnerRecordIds: readonly string[];
  /** Fields of `BaseSchema.enrollmentFields`, as in `ExistingLearner`. */
  fields: Readonly<Record<string, string>>;
  /** As of a learner. */
  createdAt: number | null;
  createdBy?: string | undefined;
}

/** A record read by id: with what else is in it. */
export interface WholeRecord {
  /** Names of fields besides those of a sync that hold something and that people can fill, so no computed ones. */
  othersFilled: readonly string[];
}

export interface WholeLearner extends ExistingLearner, WholeRecord {
  /** false: `enrollmentIds` tells nothing, because the link is one-way or the app may not see its other side. */
  showsEnrollments: boolean;
}

export interface WholeEnrollment extends ExistingEnrollment, WholeRecord {}

/** 用户IDs by what the spellings of their phone number have in common. */
export type PhoneHolders = ReadonlyMap<string, readonly string[]>;

/** What Base holds of the learners of a file. */
export interface ExistingRecords {
  /** The oldest record first. */
  learners: readonly ExistingLearner[];
  enrollments: readonly ExistingEnrollment[];
}

export interface ById<Existing> {
  found: Existing[];
  /** Really deleted. */
  absent: string[];
  /** There, but this app may not see them. */
  forbidden: string[];
}

export interface NewLearner {
  userId: string;
  /** Non-empty fields only. */
  fields: Readonly<Record<string, string>>;
}

export interface LearnerChange {
  recordId: string;
  userId: string;
  /** The differing fields only, with their new values. */
  set: Readonly<Record<string, string>>;
  /** What Base held in these fields, so that the change can be undone. */
  before: Readonly<Record<string, string>>;
  /**
   * Of what Base held, the texts that cleaning had changed, so that they come back as they were typed; of a change that
   * gives them back, what is written instead of `set`.
   */
  asTyped?: Readonly<Record<string, string>>;
}

export interface NewEnrollment {
  userId: string;
  course: string;
  day: CalendarDay;
  learnerRecordId: string;
  /** Further fields by name, non-empty ones only; absent if there are none. */
  fields?: Readonly<Record<string, string>>;
}

export interface EnrollmentChange {
  recordId: string;
  /** The differing fields only, with their new values. */
  set: Readonly<Record<string, string>>;
  /** What Base held in these fields, so that the change can be undone. */
  before: Readonly<Record<string, string>>;
}

export interface EnrollmentLink {
  recordId: string;
  learnerRecordId: string;
}

export interface RecordToDelete {
  recordId: string;
}

/** How a write ended. Anything a person must fix is thrown instead. */
export type WriteOutcome =
  /** One record id per row, in the order of the rows; null for a record that Feishu did not delete. */
  | { kind: 'written'; recordIds: (string | null)[] }
  /**
   * Feishu refused the data of at least one row; nothing was written. `recordMissing`: it does not know a record that a
   * row changes or links to, or does not know it everywhere yet.
   */
  | { kind: 'refused'; feishuCode: number; recordMissing?: true }
  /** Certainly not written: the batch is larger than Feishu takes. */
  | { kind: 'too_large' }
  /** Certainly not written: Feishu could not take it then. Only of a write that is sent once; the pause is over. */
  | { kind: 'not_written' }
  /** It may have been written or not. */
  | { kind: 'unknown'; because: Doubt }
  /** Feishu knows the client token already: the rows may be there. */
  | { kind: 'token_known' };
