import type { CalendarDay, LearnerValues, Roster, ValidRow } from '../../roster/roster.ts';
import type { SyncWarning } from '../report.ts';
import type { OperatorInput } from '../sync-record.ts';

/** A valid row with everything an enrollment needs. */
export interface CompleteRow {
  line: number;
  learner: LearnerValues;
  course: string;
  day: CalendarDay;
}

export type Completion =
  | { kind: 'complete'; rows: CompleteRow[]; dayFromOperator: boolean; warnings: SyncWarning[] }
  | { kind: 'incomplete'; needsCourse: boolean; needsDay: boolean };

/**
 * Puts the operator's course and day where the file has no such column. Where it has one, the operator's value is
 * ignored and that is said. Nothing is ever filled in by default.
 */
export function completeRows(roster: Roster, input: OperatorInput): Completion {
  const needsCourse = !roster.hasCourseColumn && input.course === null;
  const needsDay = !roster.hasDateColumn && input.day === null;
  if (needsCourse || needsDay) return { kind: 'incomplete', needsCourse, needsDay };
  const rows = roster.rows.flatMap((row) => {
    if (row.kind === 'rejected') return [];
    const course = row.course ?? input.course;
    const day = row.day ?? input.day;
    return course === null || day === null ? [] : [{ line: row.line, learner: row.learner, course, day }];
  });
  return { kind: 'complete', rows, dayFromOperator: !roster.hasDateColumn, warnings: warn(roster, input) };
}

function warn(roster: Roster, input: OperatorInput): SyncWarning[] {
  const warnings: SyncWarning[] = roster.warnings.map((warning) => ({ line: null, ...warning }));
  if (roster.hasCourseColumn && input.course !== null)
    warnings.push({ line: null, code: 'operator_course_ignored' });
  if (roster.hasDateColumn && input.day !== null)
    warnings.push({ line: null, code: 'operator_date_ignored' });
  for (const row of roster.rows) if (row.kind === 'valid') warnings.push(...warnRow(row));
  return warnings;
}

function warnRow(row: ValidRow): SyncWarning[] {
  return row.warnings.map((code) => ({ line: row.line, code, userId: row.learner.userId }));
}
