import { courseKey } from '../../roster/course-name.ts';
import type { CalendarDay, LearnerValues, NotEnrolledRow, Roster, ValidRow } from '../../roster/roster.ts';
import type { OperatorInput } from '../sync-record.ts';
import type { SyncWarning } from '../sync-report.ts';

/** A valid row with everything an enrollment needs. */
export interface CompleteRow {
  line: number;
  learner: LearnerValues;
  course: string;
  day: CalendarDay;
  /** Fields of the enrollment by name; only what the file says something about. */
  fields: Readonly<Record<string, string>>;
}

/** What the field of the enrollment for its status is called in Base. */
export const statusField = '报名状态';

export interface CompleteRows {
  kind: 'complete';
  rows: CompleteRow[];
  /** With the operator's course and day where the file has no such column. */
  notEnrolled: NotEnrolledRow[];
  dayFromOperator: boolean;
  warnings: SyncWarning[];
}

export type Completion = CompleteRows | { kind: 'incomplete'; needsCourse: boolean; needsDay: boolean };

/**
 * Puts the operator's course and day where the file has no such column. Where it has one, the operator's value is
 * ignored and that is said. Nothing is ever filled in by default.
 */
export function completeRows(roster: Roster, input: OperatorInput): Completion {
  const isAsked = roster.rows.some(({ kind }) => kind === 'valid');
  const needsCourse = isAsked && !roster.hasCourseColumn && input.course === null;
  const needsDay = isAsked && !roster.hasDateColumn && input.day === null;
  if (needsCourse || needsDay) return { kind: 'incomplete', needsCourse, needsDay };
  const named = nameCourse(input);
  return {
    kind: 'complete',
    rows: roster.rows.flatMap((row) => (row.kind === 'valid' ? completeRow(row, input, named) : [])),
    notEnrolled: roster.rows.flatMap((row) =>
      row.kind === 'not_enrolled' ? [{ ...row, course: named(row.course), day: row.day ?? input.day }] : [],
    ),
    dayFromOperator: !roster.hasDateColumn,
    warnings: warn(roster, input),
  };
}

type NameCourse = (course: string | null) => string | null;

/** The course of a row: its own or the operator's, or what an operator said it is meant to be. */
function nameCourse({ course: typed, courseInstead = [] }: OperatorInput): NameCourse {
  const instead = new Map(courseInstead.map(({ course, use }) => [courseKey(course), use]));
  if (instead.size === 0) return (course) => course ?? typed;
  return (course) => {
    const said = course ?? typed;
    return said === null ? null : (instead.get(courseKey(said)) ?? said);
  };
}

function completeRow(row: ValidRow, input: OperatorInput, named: NameCourse): CompleteRow[] {
  const course = named(row.course);
  const day = row.day ?? input.day;
  if (course === null || day === null) return [];
  return [{ line: row.line, learner: row.learner, course, day, fields: fieldsOf(row) }];
}

const noFields: Readonly<Record<string, string>> = {};

function fieldsOf({ extras, status }: ValidRow): Readonly<Record<string, string>> {
  const said = Object.entries({ ...extras, [statusField]: status }).filter(([, value]) => value !== '');
  return said.length === 0 ? noFields : Object.fromEntries(said);
}

function warn(roster: Roster, input: OperatorInput): SyncWarning[] {
  const warnings: SyncWarning[] = [...roster.warnings];
  if (roster.hasCourseColumn && input.course !== null)
    warnings.push({ line: null, code: 'operator_course_ignored' });
  if (roster.hasDateColumn && input.day !== null)
    warnings.push({ line: null, code: 'operator_date_ignored' });
  for (const row of roster.rows) if (row.kind === 'valid') warnings.push(...warnRow(row));
  return warnings;
}

function warnRow(row: ValidRow): SyncWarning[] {
  return row.warnings.map((warning) => ({ line: row.line, userId: row.learner.userId, ...warning }));
}
