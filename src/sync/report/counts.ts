import type { WrittenRow } from '../journal.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { RowProblem, SyncWarning } from '../sync-report.ts';

/** What this sync has done so far, in this run and in earlier ones that were interrupted. */
export interface SyncCounts {
  /** 用户IDs. */
  learnersCreated: Set<string>;
  learnersUpdated: Set<string>;
  /** Lines. */
  enrollmentsCreated: Set<number>;
  enrollmentsLinked: Set<number>;
  /** Record ids. */
  enrollmentsUpdated: Set<string>;
  failures: RowProblem[];
  warnings: SyncWarning[];
}

const setByKind = {
  create_learners: 'learnersCreated',
  update_learners: 'learnersUpdated',
  create_enrollments: 'enrollmentsCreated',
  link_enrollments: 'enrollmentsLinked',
  update_enrollments: 'enrollmentsUpdated',
} as const;

/** Starts from the rows that the journal says this sync has written already. */
export function countWritten(written: readonly WrittenRow[]): SyncCounts {
  const counts: SyncCounts = {
    learnersCreated: new Set(),
    learnersUpdated: new Set(),
    enrollmentsCreated: new Set(),
    enrollmentsLinked: new Set(),
    enrollmentsUpdated: new Set(),
    failures: [],
    warnings: [],
  };
  for (const { kind, line, userId, recordId } of written) {
    const set = setByKind[kind];
    if (set === 'learnersCreated' || set === 'learnersUpdated') counts[set].add(userId);
    else if (set === 'enrollmentsUpdated') counts[set].add(recordId ?? '');
    else counts[set].add(line);
  }
  return counts;
}

/** How many learners and enrollments have been written. */
export function howMuch(counts: SyncCounts): number {
  return Object.values(setByKind).reduce((sum, set) => sum + counts[set].size, 0);
}

/** How many records there are to write, counted as `rowsToWrite` does. */
export function recordsIn(counts: SyncCounts): number {
  const { enrollmentsCreated, enrollmentsLinked, enrollmentsUpdated } = counts;
  const enrollments = enrollmentsCreated.size + enrollmentsLinked.size + enrollmentsUpdated.size;
  return enrollments > 0 ? enrollments : counts.learnersCreated.size + counts.learnersUpdated.size;
}

/** What a plan would come to if it were carried out without a hitch. @param written what is done already */
export function plannedCounts({ learners, enrollments }: SyncPlan, written: SyncCounts): SyncCounts {
  const line = (row: { line: number }) => row.line;
  const userId = (row: { userId: string }) => row.userId;
  return {
    learnersCreated: new Set([...written.learnersCreated, ...learners.create.map(userId)]),
    learnersUpdated: new Set([...written.learnersUpdated, ...learners.update.map(userId)]),
    enrollmentsCreated: new Set([...written.enrollmentsCreated, ...enrollments.create.map(line)]),
    enrollmentsLinked: new Set([...written.enrollmentsLinked, ...enrollments.link.map(line)]),
    enrollmentsUpdated: new Set([
      ...written.enrollmentsUpdated,
      ...enrollments.update.map(({ recordId }) => recordId),
    ]),
    failures: [],
    warnings: [],
  };
}
