/** What a sync has done to one record or one cell, as an undo takes it back. */
export type UndoneThing =
  /** A record that it created. */
  | 'enrollment'
  | 'learner'
  /** A cell that it overwrote. */
  | 'cell'
  /** A link that it set. */
  | 'link';

export const undoReasons = [
  /** A person has changed it since. */
  'edited',
  /** A later roster holds it too. */
  'in_later_roster',
  /** Something that came later needs it: an enrollment links to the learner, a later sync wrote the cell. */
  'used_later',
  /** It is not there any more. */
  'gone',
  /** Feishu does not do it. */
  'refused',
] as const;
export type UndoReason = (typeof undoReasons)[number];

export type UndoOutcome = 'undone' | 'kept' | 'failed';

/** One thing that the sync did, and what became of it; `line` and `sheet` as of a failure. */
export interface UndoneRow {
  line: number;
  sheet: string | null;
  userId: string;
  what: UndoneThing;
  /** Of a cell, as in `ports.ts`; else null. */
  field: string | null;
  outcome: UndoOutcome;
  /** null for what is undone. */
  reason: UndoReason | null;
}

/** How many things came to each end. */
export interface UndoCounts {
  undone: number;
  kept: number;
  failed: number;
  /** Of the kept and failed, by reason; those with none are left out. */
  reasons: Partial<Record<UndoReason, number>>;
}

export function countUndone(rows: readonly Pick<UndoneRow, 'outcome' | 'reason'>[]): UndoCounts {
  const counts: UndoCounts = { undone: 0, kept: 0, failed: 0, reasons: {} };
  for (const { outcome, reason } of rows) {
    counts[outcome] += 1;
    if (reason !== null) counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1;
  }
  return counts;
}
