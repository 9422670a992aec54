import { courseKey } from '../../roster/course-name.ts';
import type { CalendarDay, NotEnrolledRow } from '../../roster/roster.ts';
import { courseOf, keyOf } from '../enrollment-key.ts';
import type { ExistingEnrollment, ExistingLearner, FieldKind } from '../ports.ts';
import type { EnrollmentPolicy } from '../settings.ts';
import type { SyncWarning } from '../sync-report.ts';
import type { CompleteRow } from './complete-rows.ts';
import { type CourseSpelling, spellCourses } from './course-spelling.ts';
import { type PlannedEnrollmentChange, planKeptFields } from './plan-kept-fields.ts';

export interface EnrollmentPlan {
  create: PlannedEnrollment[];
  /** Records whose kept fields change. Their rows are among the skipped, or not enrolled. */
  update: PlannedEnrollmentChange[];
  /** A record that lacks its link. Several records of one row may. */
  link: PlannedLink[];
  /** Rows whose enrollment is in Base already. */
  skip: SkippedRow[];
  /** Rows whose enrollment stands in an earlier row. */
  repeat: RepeatedRow[];
  /** How each course is written into Base, by `courseKey`. */
  courseNames: ReadonlyMap<string, string>;
  warnings: SyncWarning[];
}

/** The learner's record may not exist yet: the link is known once the learners are written. */
export interface PlannedEnrollment {
  line: number;
  userId: string;
  course: string;
  day: CalendarDay;
  /** Further fields by name; absent if there are none. */
  fields?: Readonly<Record<string, string>>;
}

export interface PlannedLink {
  line: number;
  userId: string;
  recordId: string;
}

export interface SkippedRow {
  line: number;
  /** The learner has the course, but under another day than the operator gave. */
  otherDate: boolean;
}

export interface RepeatedRow {
  line: number;
  userId: string;
  /** The line on which the enrollment stands first. */
  firstLine: number;
}

export interface EnrollmentPlanInput {
  /** Their `fields` in the form that Base keeps. */
  rows: readonly CompleteRow[];
  notEnrolled: readonly NotEnrolledRow[];
  /** Lines that this upload has written already; nothing is planned for them. */
  written: ReadonlySet<number>;
  existingLearners: readonly ExistingLearner[];
  existingEnrollments: readonly ExistingEnrollment[];
  /** Courses that Base has besides, as spelled there. */
  knownCourses: readonly string[];
  courseField: FieldKind;
  /** Fields of the enrollment that are kept up to date, by name. */
  keptFields: ReadonlyMap<string, FieldKind>;
  /** Fields that a later upload has written last, by record id. */
  newerFields: ReadonlyMap<string, ReadonlySet<string>>;
  policy: EnrollmentPolicy;
  /** The day is the operator's, so a learner who has the course under any day is skipped. */
  anyDayCounts: boolean;
}

/** What is to be done about one row. */
type RowDecision =
  | { kind: 'create'; enrollment: PlannedEnrollment; warnings: [] }
  | { kind: 'link'; links: PlannedLink[]; warnings: SyncWarning[] }
  | { kind: 'skip'; row: SkippedRow; warnings: SyncWarning[] }
  | { kind: 'repeat'; row: RepeatedRow; warnings: SyncWarning[] };

/**
 * What becomes of each row: a new record, a missing link, or nothing because the enrollment is there.
 * `skip-existing` keeps one record per 用户ID, 课程 and day; `append` makes every row a record.
 */
export function planEnrollments(input: EnrollmentPlanInput): EnrollmentPlan {
  const sameCourse = groupByCourse(input);
  const learnerRecordIds = groupRecordIds(input.existingLearners);
  const firstLines = findFirstLines(input.rows);
  const spelling = spellCourses(
    input.rows.map(({ course }) => course),
    input.existingEnrollments,
    input.knownCourses,
    input.courseField,
  );
  const decide = (row: CompleteRow): RowDecision => {
    const { userId } = row.learner;
    if (input.policy === 'append') return create(row, spelling);
    const firstLine = firstLines.get(enrollmentKey(row));
    if (firstLine !== undefined && firstLine !== row.line) return repeat(row, firstLine);
    const there = whatIsThere(row, sameCourse.get(courseOf(userId, row.course)) ?? [], input.anyDayCounts);
    if (there.length === 0) return create(row, spelling);
    return keepExisting(row, there, learnerRecordIds.get(userId) ?? new Set());
  };
  const decisions = input.rows.filter(({ line }) => !input.written.has(line)).map(decide);
  const planned = collect(decisions);
  const kept = planKeptFields({
    ...input,
    kept: input.keptFields,
    existingOf: (userId, course) => sameCourse.get(courseOf(userId, course)) ?? [],
  });
  const warnings = [
    ...decisions.flatMap((decision) => decision.warnings),
    ...warnOtherDays(input, sameCourse),
    ...warnNewOptions(planned.create, input.courseField),
    ...spelling.warnings,
    ...kept.warnings,
  ];
  return { ...planned, update: kept.changes, courseNames: spelling.names, warnings };
}

function collect(
  decisions: readonly RowDecision[],
): Omit<EnrollmentPlan, 'update' | 'courseNames' | 'warnings'> {
  return {
    create: decisions.flatMap((decision) => (decision.kind === 'create' ? decision.enrollment : [])),
    link: decisions.flatMap((decision) => (decision.kind === 'link' ? decision.links : [])),
    skip: decisions.flatMap((decision) => (decision.kind === 'skip' ? decision.row : [])),
    repeat: decisions.flatMap((decision) => (decision.kind === 'repeat' ? decision.row : [])),
  };
}

/** The line on which each enrollment stands first; later rows repeat it. */
function findFirstLines(rows: readonly CompleteRow[]): Map<string, number> {
  const lines = new Map<string, number>();
  for (const row of rows) {
    const key = enrollmentKey(row);
    if (!lines.has(key)) lines.set(key, row.line);
  }
  return lines;
}

function enrollmentKey({ learner, course, day }: CompleteRow): string {
  return keyOf(learner.userId, course, day);
}

function create({ line, learner, course, day, fields }: CompleteRow, spelling: CourseSpelling): RowDecision {
  const enrollment = {
    line,
    userId: learner.userId,
    course: spelling.names.get(courseKey(course)) ?? course,
    day,
  };
  const isBare = Object.keys(fields).length === 0;
  return { kind: 'create', enrollment: isBare ? enrollment : { ...enrollment, fields }, warnings: [] };
}

function repeat({ line, learner: { userId } }: CompleteRow, firstLine: number): RowDecision {
  const warning: SyncWarning = { line, code: 'duplicate_row', userId, firstLine };
  return { kind: 'repeat', row: { line, userId, firstLine }, warnings: [warning] };
}

/** The enrollments of this learner and course that stand for the row; under any day if the day is the operator's. */
function whatIsThere(
  row: CompleteRow,
  sameCourse: readonly ExistingEnrollment[],
  anyDayCounts: boolean,
): readonly ExistingEnrollment[] {
  const sameDay = sameCourse.filter(({ day }) => day === row.day);
  return sameDay.length === 0 && anyDayCounts ? sameCourse : sameDay;
}

/** The enrollment is there: it gets its link if it has none, and is left alone if it has one. */
function keepExisting(
  { line, learner: { userId }, day }: CompleteRow,
  there: readonly ExistingEnrollment[],
  ownRecordIds: ReadonlySet<string>,
): RowDecision {
  const isElsewhere = ({ learnerRecordIds }: ExistingEnrollment) =>
    learnerRecordIds.length > 0 && !learnerRecordIds.some((id) => ownRecordIds.has(id));
  const warnings = [
    ...there
      .filter(isElsewhere)
      .map(({ recordId }): SyncWarning => ({ line, code: 'linked_elsewhere', userId, recordId })),
    ...warnDuplicated(line, userId, there),
  ];
  const unlinked = there.filter(({ learnerRecordIds }) => learnerRecordIds.length === 0);
  return unlinked.length > 0
    ? { kind: 'link', links: unlinked.map(({ recordId }) => ({ line, userId, recordId })), warnings }
    : {
        kind: 'skip',
        row: { line, otherDate: there.every((enrollment) => enrollment.day !== day) },
        warnings,
      };
}

/** The same enrollment in several records: of them all, as one person and course have them under one day. */
function warnDuplicated(line: number, userId: string, there: readonly ExistingEnrollment[]): SyncWarning[] {
  const byDay = new Map<string | null, string[]>();
  for (const { day, recordId } of there) byDay.set(day, [...(byDay.get(day) ?? []), recordId]);
  const double = [...byDay].flatMap(([day, ids]) => (day === null || ids.length < 2 ? [] : ids));
  return double.length === 0 ? [] : [{ line, code: 'enrollment_duplicated', userId, recordIds: double }];
}

function groupByCourse({
  existingEnrollments,
  existingLearners,
}: EnrollmentPlanInput): Map<string, ExistingEnrollment[]> {
  const userIds = new Map(existingLearners.map(({ recordId, userId }) => [recordId, userId]));
  const groups = new Map<string, ExistingEnrollment[]>();
  for (const enrollment of existingEnrollments) {
    // Typed by hand, a record may have a link and no 用户ID.
    const userId = enrollment.userId || userIds.get(enrollment.learnerRecordIds[0] ?? '') || '';
    const key = courseOf(userId, enrollment.course);
    const group = groups.get(key);
    if (group) group.push(enrollment);
    else groups.set(key, [enrollment]);
  }
  return groups;
}

function groupRecordIds(learners: readonly ExistingLearner[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { userId, recordId } of learners) {
    const group = groups.get(userId);
    if (group) group.add(recordId);
    else groups.set(userId, new Set([recordId]));
  }
  return groups;
}

/** Rows whose learner has the course under another day, in Base or in an earlier row. */
function warnOtherDays(
  input: EnrollmentPlanInput,
  sameCourse: Map<string, ExistingEnrollment[]>,
): SyncWarning[] {
  if (input.anyDayCounts || input.policy === 'append') return [];
  const firstDays = new Map<string, CalendarDay>();
  return input.rows.flatMap((row) => {
    const { userId } = row.learner;
    const course = courseOf(userId, row.course);
    const firstDay = firstDays.get(course) ?? sameCourse.get(course)?.find(({ day }) => day !== row.day)?.day;
    if (!firstDays.has(course)) firstDays.set(course, row.day);
    if (firstDay === undefined || firstDay === row.day) return [];
    return [{ line: row.line, code: 'course_on_other_date' as const, userId }];
  });
}

function warnNewOptions(create: readonly PlannedEnrollment[], field: FieldKind): SyncWarning[] {
  if (field.kind !== 'select') return [];
  const courses = new Set(create.map(({ course }) => course));
  const options = [...courses].filter((course) => !field.options.includes(course));
  return options.length === 0 ? [] : [{ line: null, code: 'options_added', field: '课程', options }];
}
