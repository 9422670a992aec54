import type { NotEnrolledCode } from '../roster/enrollment-status.ts';
import type {
  CalendarDay,
  FieldWarningCode,
  FileWarning,
  RosterFile,
  RowLack,
  RowRejectionCode,
  RowWarningCode,
} from '../roster/roster.ts';
import type { AskedReason } from './asked-reason.ts';
import type { NearlyFull } from './table-room.ts';
import type { UndoCounts, UndoneRow } from './undo-report.ts';

/** What came of a sync. `rows` = created + skipped + linked enrollments + rows not enrolled + failed rows, always. */
export interface SyncSummary {
  /** Data rows of the file, without blank and footer rows. */
  rows: number;
  learnersCreated: number;
  learnersUpdated: number;
  learnersUnchanged: number;
  enrollmentsCreated: number;
  /** Already in 学习记录表, or repeated inside the file. */
  enrollmentsSkipped: number;
  /** Of the skipped: the same enrollment stands in an earlier row of the file. */
  enrollmentsRepeated: number;
  /** Of the skipped: the learner has the course under another date than the operator gave. */
  enrollmentsOtherDate: number;
  /** Were there without a link and have one now. */
  enrollmentsLinked: number;
  /** Were there and have other values of kept fields now, such as 报名状态; among the skipped. */
  enrollmentsUpdated: number;
  /** Refunded, canceled or unpaid: not written. */
  rowsNotEnrolled: number;
  rowsFailed: number;
  /** Of the failed: sent, but whether Base has them is not known. */
  rowsInDoubt: number;
  /** Of the failed: the sync ended before it came to them; absent if there are none. */
  rowsNotWritten?: number;
  warnings: number;
  /** Tables that have become so full that administrators have to be told; absent if there are none. */
  nearlyFull?: NearlyFull[];
  /** How many of the failed rows and of the warnings people know from before; absent if all are news. */
  asBefore?: { failures: number; warnings: number };
  /** Learners of whom something stays that a person has corrected in Base, and which fields; absent if there are none. */
  keptByHand?: { learners: number; fields: string[] };
  /** Records that another service seems to have written; absent if nothing points to one, or if people know. */
  recordsOfOthers?: number;
  /** Of a preview, what will have to be confirmed before it is written; absent if nothing will. */
  doubts?: AskedReason[];
  /** Of a sync that writes a preview, how many records fewer than shown were left to be written; absent if none. */
  fewerThanShown?: number;
  /** The courses of the file, as written there, and the first and last day; empty and null where nothing was read. */
  courses: string[];
  firstDay: CalendarDay | null;
  lastDay: CalendarDay | null;
  /** Lines that close the list, such as 合计 45人: how many, and the first of them. */
  footers: { count: number; texts: string[] };
  /** Of an undo; absent of any other sync. */
  undo?: UndoCounts;
  baseCalls: number;
  durationMs: number;
}

export const emptySummary: SyncSummary = {
  rows: 0,
  learnersCreated: 0,
  learnersUpdated: 0,
  learnersUnchanged: 0,
  enrollmentsCreated: 0,
  enrollmentsSkipped: 0,
  enrollmentsRepeated: 0,
  enrollmentsOtherDate: 0,
  enrollmentsLinked: 0,
  enrollmentsUpdated: 0,
  rowsNotEnrolled: 0,
  rowsFailed: 0,
  rowsInDoubt: 0,
  warnings: 0,
  courses: [],
  firstDay: null,
  lastDay: null,
  footers: { count: 0, texts: [] },
  baseCalls: 0,
  durationMs: 0,
};

export interface SyncReport {
  summary: SyncSummary;
  /** In the order of the file. */
  failures: RowFailure[];
  warnings: ReportedWarning[];
  /** Rows that are no enrollment (any more). */
  notEnrolled: NotEnrolledEntry[];
  /** What the reader saw of the file; null if it was not read. */
  file: RosterFile | null;
  /** Of an undo, in the order of the file; absent of any other sync. */
  undone?: UndoneRow[];
}

/** Where a row is found: the sheet, null where there is only one, and the line in it. */
interface RowPlace {
  line: number;
  sheet: string | null;
}

/** A row of the file that did not reach Base, and why, with what a person recognizes it by. */
export interface RowFailure extends RowPlace, AsBefore {
  userId: string | null;
  /** Empty if there is none. */
  nickname: string;
  code: RowFailureCode;
  /** What is wrong, as it stands in the file; null if it is something that is missing, or nothing in the file. */
  value: string | null;
  /** Of `row_swallowed`: the last line. */
  lastLine?: number;
  /** What a person can say for it, so that it is written; absent where that is not all that is wrong. */
  lacks?: RowLack;
  /** Feishu's code where Feishu refused the row. */
  feishuCode?: number;
  /** The row repeats the one on this line, which failed for this reason; `firstSheet`: if that is in another sheet. */
  firstLine?: number;
  firstSheet?: string | null;
}

/** A row that will not reach Base; `line` is one of the whole file. */
export interface RowProblem {
  line: number;
  userId: string | null;
  code: RowFailureCode;
  feishuCode?: number;
  /** The row repeats the one on this line, which failed for this reason. */
  firstLine?: number;
}

/** A row whose status says that there is no enrollment. */
export interface NotEnrolledEntry extends RowPlace {
  userId: string;
  nickname: string;
  code: NotEnrolledCode;
  /** The status as written. */
  value: string;
}

export type ReportedWarning = SyncWarning & AsBefore & { sheet: string | null };

/** What people know from before. */
interface AsBefore {
  /** This row came to the same in the last sync of its course; or a refund was told of in any sync before. Absent for news. */
  asBefore?: true;
}

export const writeFailureCodes = [
  /** Feishu refused the values of this enrollment. */
  'enrollment_refused',
  /** Feishu refused the values of this learner, so the enrollment has nothing to link to. */
  'learner_refused',
  /** The learner's record was deleted in Base while the sync was at work. */
  'learner_gone',
  /** The enrollment that only lacked its link was deleted in Base while the sync was at work. */
  'enrollment_gone',
  /** The learner's link cell holds the 500 records that Base allows. */
  'learner_links_full',
  /** Sent, but whether Base has it could not be found out. */
  'in_doubt',
  /** The sync stopped before this row. */
  'not_written',
] as const;
export type RowFailureCode = RowRejectionCode | (typeof writeFailureCodes)[number];

/** Something staff should know about; nothing failed because of it. `line` is null for the file as a whole. */
export type SyncWarning =
  | { line: number; code: RowWarningCode; userId: string }
  | { line: number; code: FieldWarningCode; userId: string; field: string }
  | FileWarning
  /** Refunded, canceled or unpaid in the file, but the enrollment stands in Base. */
  | { line: number; code: 'refunded_in_base'; userId: string; recordIds: string[] }
  /** Base spells this course otherwise; its spelling is used. */
  | { line: null; code: 'course_spelling'; course: string; used: string }
  /** Base is not known to have this course yet, but has others. */
  | { line: null; code: 'new_course'; course: string }
  /** Feishu refused the new values of this enrollment; the old ones stay. */
  | { line: number; code: 'enrollment_update_refused'; userId: string }
  /** The same enrollment stands in an earlier row; `firstSheet`: if that is in another sheet. */
  | { line: number; code: 'duplicate_row'; userId: string; firstLine: number; firstSheet?: string | null }
  /** This row says something else about the learner than an earlier one, and won. */
  | { line: number; code: 'learner_rows_differ'; userId: string; fields: string[] }
  /** The learner has this course under another date too. */
  | { line: number; code: 'course_on_other_date'; userId: string }
  /** 用户ID stands more than once in 学员总表; the oldest record is used. */
  | { line: number; code: 'learner_duplicated'; userId: string; recordIds: string[] }
  /** The enrollment is linked to somebody else; left as it is. */
  | { line: number; code: 'linked_elsewhere'; userId: string; recordId: string }
  /** The learner's link cell is nearly full. */
  | { line: number; code: 'learner_links_near_limit'; userId: string; links: number }
  /** The value does not fit the Base field and was left out. */
  | { line: number; code: 'value_misfit'; userId: string; field: string }
  /** The file has the column, so what the operator gave was not used. */
  | { line: null; code: 'operator_course_ignored' }
  | { line: null; code: 'operator_date_ignored' }
  /** The link is one-way: 学习记录 in 学员总表 cannot fill itself. */
  | { line: null; code: 'link_one_way' }
  /** Feishu refused the new values of this learner; the old ones stay. The enrollment is not concerned. */
  | { line: number; code: 'learner_update_refused'; userId: string }
  /** A later upload has changed these fields of the learner; its values stay. */
  | { line: number; code: 'newer_kept'; userId: string; fields: string[] }
  /** A person has corrected these fields in Base, and the roster says what it said last time; they stay. */
  | { line: number; code: 'kept_by_hand'; userId: string; fields: string[] }
  /**
   * A new learner has the phone of another 用户ID in Base or in the file; `ids`: how many have it, this one included, of
   * which the first are named.
   */
  | { line: number; code: 'same_phone'; userId: string; ids: number; others: { userId: string }[] }
  /** The enrollment stands more than once in 学习记录表. */
  | { line: number; code: 'enrollment_duplicated'; userId: string; recordIds: string[] }
  /** A select field gains these options. */
  | { line: null; code: 'options_added'; field: string; options: string[] }
  /** Records this service once wrote have been deleted in Base since. */
  | { line: null; code: 'records_deleted'; count: number }
  /** Records this service has just written that no read shows yet; they count as there. */
  | { line: null; code: 'records_late'; count: number }
  /** Records that repeat ours, and that another service seems to have written. */
  | { line: null; code: 'other_writer'; count: number };
