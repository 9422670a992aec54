import { courseKey } from '../../roster/course-name.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import { courseOf, keyOf } from '../enrollment-key.ts';
import type { ExistingEnrollment, ExistingLearner, FieldKind } from '../ports.ts';
import type { SyncWarning } from '../report.ts';
import type { EnrollmentPolicy } from '../settings.ts';
import type { CompleteRow } from './complete-rows.ts';

export interface EnrollmentPlan {
  create: PlannedEnrollment[];
  /** A record that lacks its link. Several records of one row may. */
  link: PlannedLink[];
  /** Rows whose enrollment is there already, in Base or in an earlier row. */
  skip: SkippedRow[];
  warnings: SyncWarning[];
}

/** The learner's record may not exist yet: the link is known once the learners are written. */
export interface PlannedEnrollment {
  line: number;
  userId: string;
  course: string;
  day: CalendarDay;
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

export interface EnrollmentPlanInput {
  rows: readonly CompleteRow[];
  /** Lines that this upload has written already; nothing is planned for them. */
  written: ReadonlySet<number>;
  existingLearners: readonly ExistingLearner[];
  existingEnrollments: readonly ExistingEnrollment[];
  courseField: FieldKind;
  policy: EnrollmentPolicy;
  /** The day is the operator's, so a learner who has the course under any day is skipped. */
  anyDayCounts: boolean;
}

/**
 * What becomes of each row: a new record, a missing link, or nothing because the enrollment is there.
 * `skip-existing` keeps one record per 用户ID, 课程 and day; `append` makes every row a record.
 */
export function planEnrollments(input: EnrollmentPlanInput): EnrollmentPlan {
  const plan: EnrollmentPlan = { create: [], link: [], skip: [], warnings: [] };
  const existing = groupByCourse(input);
  const recordIds = groupRecordIds(input.existingLearners);
  const firstLines = new Map<string, number>();
  for (const row of input.rows) {
    const { userId } = row.learner;
    const key = keyOf(userId, row.course, row.day);
    const firstLine = firstLines.get(key);
    if (firstLine === undefined) firstLines.set(key, row.line);
    if (input.written.has(row.line)) continue;
    if (input.policy === 'append') planNew(row, input, plan);
    else if (firstLine !== undefined) skipRepeated(row, firstLine, plan);
    else planRow(row, existing.get(courseOf(userId, row.course)) ?? [], recordIds.get(userId), input, plan);
  }
  plan.warnings.push(...warnOtherDays(input, existing), ...warnNewOptions(plan, input.courseField));
  return plan;
}

function planNew(row: CompleteRow, { courseField }: EnrollmentPlanInput, plan: EnrollmentPlan): void {
  const course = nameInBase(row.course, courseField);
  plan.create.push({ line: row.line, userId: row.learner.userId, course, day: row.day });
}

function skipRepeated(row: CompleteRow, firstLine: number, plan: EnrollmentPlan): void {
  plan.skip.push({ line: row.line, otherDate: false });
  plan.warnings.push({ line: row.line, code: 'duplicate_row', userId: row.learner.userId, firstLine });
}

function planRow(
  row: CompleteRow,
  sameCourse: readonly ExistingEnrollment[],
  ownRecordIds: ReadonlySet<string> = new Set(),
  input: EnrollmentPlanInput,
  plan: EnrollmentPlan,
): void {
  const sameDay = sameCourse.filter(({ day }) => day === row.day);
  const there = sameDay.length === 0 && input.anyDayCounts ? sameCourse : sameDay;
  if (there.length === 0) planNew(row, input, plan);
  else planExisting(row, there, ownRecordIds, plan);
}

/** The enrollment is there: it gets its link if it has none, and is left alone if it has one. */
function planExisting(
  row: CompleteRow,
  there: readonly ExistingEnrollment[],
  ownRecordIds: ReadonlySet<string>,
  plan: EnrollmentPlan,
): void {
  const { line } = row;
  const { userId } = row.learner;
  const unlinked = there.filter(({ learnerRecordIds }) => learnerRecordIds.length === 0);
  plan.link.push(...unlinked.map(({ recordId }) => ({ line, userId, recordId })));
  if (unlinked.length === 0) plan.skip.push({ line, otherDate: there.every(({ day }) => day !== row.day) });
  for (const { recordId, learnerRecordIds } of there) {
    const elsewhere = learnerRecordIds.length > 0 && !learnerRecordIds.some((id) => ownRecordIds.has(id));
    if (elsewhere) plan.warnings.push({ line, code: 'linked_elsewhere', userId, recordId });
  }
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

/** A select option that is the same course in another spelling is used as it stands. */
function nameInBase(course: string, field: FieldKind): string {
  if (field.kind !== 'select') return course;
  return field.options.find((option) => courseKey(option) === courseKey(course)) ?? course;
}

/** Rows whose learner has the course under another day, in Base or in an earlier row. */
function warnOtherDays(
  input: EnrollmentPlanInput,
  existing: Map<string, ExistingEnrollment[]>,
): SyncWarning[] {
  if (input.anyDayCounts || input.policy === 'append') return [];
  const firstDays = new Map<string, CalendarDay>();
  return input.rows.flatMap((row) => {
    const { userId } = row.learner;
    const course = courseOf(userId, row.course);
    const firstDay = firstDays.get(course) ?? existing.get(course)?.find(({ day }) => day !== row.day)?.day;
    if (!firstDays.has(course)) firstDays.set(course, row.day);
    if (firstDay === undefined || firstDay === row.day) return [];
    return [{ line: row.line, code: 'course_on_other_date' as const, userId }];
  });
}

function warnNewOptions(plan: EnrollmentPlan, field: FieldKind): SyncWarning[] {
  if (field.kind !== 'select') return [];
  const courses = new Set(plan.create.map(({ course }) => course));
  const options = [...courses].filter((course) => !field.options.includes(course));
  return options.length === 0 ? [] : [{ line: null, code: 'options_added', field: '课程', options }];
}
