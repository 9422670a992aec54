import type { CalendarDay } from '../../roster/roster.ts';
import type { SyncTarget } from '../sync-record.ts';
import type { BaseTableName } from '../table-room.ts';
import type { Week } from './week.ts';

/** What a week came to: figures and names of courses, nothing about any learner. */
export interface Digest {
  week: Week;
  people: PeopleCount;
  /** The most enrollments first. */
  courses: readonly CourseCount[];
  /** Of the enrollments of the week, those whose 报名状态 says so; null where the table has no such field. */
  refunds: number | null;
  room: Readonly<Record<BaseTableName, TableFill>>;
  /** The longest overdue first. */
  overdue: readonly OverdueCourse[];
  /** The most files first. */
  waiting: readonly WaitingFiles[];
}

export interface PeopleCount {
  /** Whose first enrollment of all lies in the week. */
  newLearners: number;
  /** Who have earlier ones too. */
  returningLearners: number;
}

export interface CourseCount {
  /** As spelled in Base; '' of enrollments that name none. */
  course: string;
  enrollments: number;
  /** In the week before. */
  before: number;
}

export interface TableFill {
  rows: number;
  /** Records that it is thought to hold; null if that is not known. */
  limit: number | null;
}

/** A course whose roster has not come for a while. */
export interface OverdueCourse {
  course: string;
  /** When it came last, in Asia/Shanghai. */
  lastCame: CalendarDay;
}

/** Files that wait for the same person. */
export interface WaitingFiles {
  who: FileSender;
  files: number;
}

export type FileSender =
  | { kind: 'by_open_id'; openId: string }
  /** null where people do not log in by name. */
  | { kind: 'by_name'; name: string | null };

/** The digests of a target: each week is counted once, and told once. Kept by `store/`. */
export interface DigestStore {
  isCounted(target: SyncTarget, week: Week): Promise<boolean>;
  /** In place of all earlier weeks. */
  keepDigest(target: SyncTarget, digest: Digest): Promise<void>;
  /** null before it was counted, and once it was told. */
  untoldDigest(target: SyncTarget, week: Week): Promise<Digest | null>;
  digestTold(target: SyncTarget, week: Week, at: Date): Promise<void>;
}
