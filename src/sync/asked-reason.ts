import type { CalendarDay } from '../roster/roster.ts';

/** What each doubt that only a person can settle is about, in figures. */
export interface ReasonFigures {
  /** Many learners whom Base knows would get another nickname or phone. */
  many_updates: { known: number; learners: number; nicknames: number; phones: number };
  /** Phones stand under 昵称 and names under 手机号. */
  columns_swapped: { rows: number; swapped: number };
  /** Most 用户IDs are of a shape that hardly anybody in Base has. */
  odd_ids: { ids: number; odd: number };
  /** A course that Base does not know, and one that it knows and that may be meant. */
  course_similar: { course: string; similar: string; rows: number; sameDay: number };
  /** A day that a person gave lies far from today; `days` is negative for the past. */
  date_far: { day: CalendarDay; days: number };
  /** The same bytes came before, as sync `number`, under another course or another date. */
  same_file_before: { number: number; course: string | null; day: CalendarDay | null; enrollments: number };
  /** Base keeps its days in another zone than before; IANA names. */
  new_zone: { before: string; now: string };
  /** Advanced permissions are on and 学员总表 looks empty: really empty, or hidden from the app? */
  empty_learner_table: Record<never, never>;
  /** Base holds what this app has written and the journal does not know. */
  restored_journal: Record<never, never>;
  /** More would be written than the preview has shown. */
  plan_changed: { rows: number; cells: number };
  /** Taking a sync back: what is to be deleted, restored and unlinked, and which syncs built on it. */
  undo: { enrollments: number; learners: number; cells: number; links: number; laterSyncs: number };
  /** Rows that sync `number`, an undo, has taken back would be written again. */
  undone_before: { number: number; rows: number };
  /** Every file is to be confirmed. */
  always: { learners: number; enrollments: number; cells: number };
}

export type ConfirmReason = keyof ReasonFigures;

/** One doubt, as it is put to a person: figures, and a few rows or values by which the file is recognized. */
export type AskedReason = {
  [Code in ConfirmReason]: {
    code: Code;
    figures: ReasonFigures[Code];
    /** For people, as they stand in the file; empty where there is nothing to show. */
    examples: readonly string[];
  };
}[ConfirmReason];

/** A doubt that a person has settled, and how large it was then. */
export interface ConfirmedReason {
  code: ConfirmReason;
  /** As of `sizeOf`. */
  size: number;
  /** Who: an open_id, or a name; null or absent where nobody logs in by name. */
  by?: string | null;
}

export const confirmReasons = [
  'many_updates',
  'columns_swapped',
  'odd_ids',
  'course_similar',
  'date_far',
  'same_file_before',
  'new_zone',
  'empty_learner_table',
  'restored_journal',
  'plan_changed',
  'undo',
  'undone_before',
  'always',
] as const satisfies readonly ConfirmReason[];

/** How large a doubt is; a person who has settled it is asked again only once it has grown by more than a tenth. */
export function sizeOf(reason: AskedReason): number {
  switch (reason.code) {
    case 'many_updates':
      return reason.figures.learners;
    case 'columns_swapped':
      return reason.figures.swapped;
    case 'odd_ids':
      return reason.figures.odd;
    case 'course_similar':
      return reason.figures.rows;
    case 'date_far':
      return Math.abs(reason.figures.days);
    case 'same_file_before':
      return reason.figures.enrollments;
    case 'undone_before':
      return reason.figures.rows;
    case 'plan_changed':
      return reason.figures.rows + reason.figures.cells;
    case 'new_zone':
    case 'empty_learner_table':
    case 'restored_journal':
    case 'undo':
    case 'always':
      return 0;
  }
}

/** Whether a person has settled this doubt at about this size. */
export function isSettled(reason: AskedReason, confirmed: readonly ConfirmedReason[]): boolean {
  return confirmed.some(({ code, size }) => code === reason.code && !hasGrown(reason, size));
}

/** By more than a tenth since it was settled at this size. */
export function hasGrown(reason: AskedReason, size: number): boolean {
  return sizeOf(reason) > size * 1.1;
}
