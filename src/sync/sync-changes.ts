import type { NotEnrolledCode } from '../roster/enrollment-status.ts';
import type { CalendarDay, RosterFile, RowLack } from '../roster/roster.ts';
import type { RowFailureCode } from './sync-report.ts';

/** What becomes of a row of the file; one row can be several, such as a new learner and a new enrollment. */
export const changeKinds = [
  'create_learner',
  'update_learner',
  'create_enrollment',
  'update_enrollment',
  'link',
  'skip',
  'repeat',
  'not_enrolled',
  'failed',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A sync row by row: what it will do, if it is a preview or has to ask, or what it has done. */
export interface SyncChanges {
  /** In the order of the file. */
  rows: RowChange[];
  courses: CourseChanges[];
  file: RosterFile;
}

export interface RowChange {
  line: number;
  /** null where the file has only one. */
  sheet: string | null;
  userId: string | null;
  /** Empty if there is none. */
  nickname: string;
  kinds: ChangeKind[];
  /** null for a row that was refused. */
  course: string | null;
  day: CalendarDay | null;
  /** Cells of existing records that get another value. */
  cells: CellChange[];
  /** Why the row failed or is no enrollment. */
  code: RowFailureCode | NotEnrolledCode | null;
  /** As of `RowFailure`. */
  lacks?: RowLack;
}

export interface CellChange {
  /** As in `ports.ts`: `nickname`, `phone`, and other fields by the name that they have in Base. */
  field: string;
  before: string;
  after: string;
}

export interface CourseChanges {
  course: string;
  created: number;
  skipped: number;
  /** Base had no enrollment of this course before. */
  isNew: boolean;
}

export type ChangeCounts = Record<ChangeKind, number>;

/** A page of the rows of one kind, or of all, with the counts of all. */
export interface ChangesPage extends Omit<SyncChanges, 'rows'> {
  /** From 1. */
  page: number;
  pages: number;
  /** Rows of the kind. */
  total: number;
  counts: ChangeCounts;
  rows: RowChange[];
}

export const changesPerPage = 100;

/** How many rows there are of each kind. */
export function countChanges(rows: readonly RowChange[]): ChangeCounts {
  const counts = Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as ChangeCounts;
  for (const { kinds } of rows) for (const kind of kinds) counts[kind] += 1;
  return counts;
}
