import { courseKey } from '../../roster/course-name.ts';
import type { CalendarDay, Roster } from '../../roster/roster.ts';
import type { FieldsWritten } from '../journal.ts';
import type { BaseSchema, ExistingLearner, ExistingRecords, FieldKind, PhoneHolders } from '../ports.ts';
import type { LastSaid } from '../roster-values.ts';
import type { SyncSettings } from '../settings.ts';
import type { RowProblem, SyncSummary, SyncWarning } from '../sync-report.ts';
import { type CompleteRow, type CompleteRows, statusField } from './complete-rows.ts';
import { fitFields } from './fit-fields.ts';
import { limitLinks } from './limit-links.ts';
import { mergeLearners } from './merge-learners.ts';
import { type EnrollmentPlan, planEnrollments } from './plan-enrollments.ts';
import { type LearnerPlan, planLearners } from './plan-learners.ts';
import { warnSamePhones } from './same-phones.ts';

/** Everything a sync will do, as data: it can be printed, tested, and shown instead of being done. */
export interface SyncPlan {
  learners: LearnerPlan;
  enrollments: EnrollmentPlan;
  /** Record ids of the learners that exist; the first is the one used. */
  learnerRecordIds: ReadonlyMap<string, string>;
  /** What the rows are about, for people. */
  scope: Pick<SyncSummary, 'courses' | 'firstDay' | 'lastDay'>;
  /** Courses of the file that Base is not known to have, by `courseKey`. */
  newCourses: ReadonlySet<string>;
  /** As given. */
  recordsOfOthers: number;
  /** Rows that will not be written. */
  failures: RowProblem[];
  warnings: SyncWarning[];
}

export interface SyncPlanInput {
  roster: Roster;
  completion: CompleteRows;
  /** Lines that this upload has written already. */
  written: ReadonlySet<number>;
  existing: ExistingRecords;
  /** Records this service once wrote for these learners that have been deleted in Base since. */
  recordsDeleted: number;
  /** Records this service has just created that no read shows yet. */
  recordsLate: number;
  /** Records that another service seems to have written. */
  recordsOfOthers: number;
  /** Courses that Base has, as far as is known, as spelled there. */
  knownCourses: readonly string[];
  schema: BaseSchema;
  settings: SyncSettings;
  /** What later uploads have written last. */
  newer: FieldsWritten;
  /** Learners of whom the file says nothing. */
  phoneHolders: PhoneHolders;
  /** What the last roster said of learners who differ from Base. */
  lastSaid: LastSaid;
  addUnderNewDate: boolean;
  today: CalendarDay;
}

/** Plans a sync from the rows of the file and what Base holds. */
export function planSync(input: SyncPlanInput): SyncPlan {
  const { completion, existing, schema, settings } = input;
  const merged = mergeLearners(completion.rows);
  const learners = planLearners({
    ...input,
    learners: merged.learners,
    existing: existing.learners,
    newerFields: input.newer.ofLearners,
  });
  const fitted = fitRows(input);
  const unlimited = planEnrollments({
    rows: fitted.rows,
    notEnrolled: completion.notEnrolled,
    written: input.written,
    existingLearners: existing.learners,
    existingEnrollments: existing.enrollments,
    knownCourses: input.knownCourses,
    courseField: schema.course,
    keptFields: keptFields(input),
    newerFields: input.newer.ofEnrollments,
    policy: settings.policy,
    anyDayCounts: completion.dayFromOperator && !input.addUnderNewDate,
  });
  const limited = schema.linkIsTwoWay
    ? limitLinks(unlimited, existing.learners)
    : { plan: unlimited, failures: [] };
  return {
    learners,
    enrollments: limited.plan,
    learnerRecordIds: firstRecordIds(existing.learners),
    scope: coverage(completion.rows),
    newCourses: newCourses(input),
    recordsOfOthers: input.recordsOfOthers,
    failures: [...rejectedRows(input.roster), ...limited.failures],
    warnings: [
      ...completion.warnings,
      ...merged.warnings,
      ...learners.warnings,
      ...warnSamePhones({
        learners: merged.learners,
        created: new Set(learners.create.map(({ userId }) => userId)),
        existing: existing.learners,
        others: input.phoneHolders,
      }),
      ...fitted.warnings,
      ...limited.plan.warnings,
      ...warnNewCourses(input, limited.plan),
      ...(schema.linkIsTwoWay ? [] : [{ line: null, code: 'link_one_way' as const }]),
      ...warnOf('records_deleted', input.recordsDeleted),
      ...warnOf('records_late', input.recordsLate),
      ...warnOf('other_writer', input.recordsOfOthers),
    ],
  };
}

/** Whether carrying it out would change anything in Base. */
export function writesAnything({ learners, enrollments }: SyncPlan): boolean {
  const writes = [learners.create, learners.update, enrollments.create, enrollments.link, enrollments.update];
  return writes.some((rows) => rows.length > 0);
}

function warnOf(code: 'records_deleted' | 'records_late' | 'other_writer', count: number): SyncWarning[] {
  return count === 0 ? [] : [{ line: null, code, count }];
}

/** The rows with their fields in the form that Base keeps; what does not fit is left out and said. */
function fitRows({ completion, schema, today }: SyncPlanInput): {
  rows: CompleteRow[];
  warnings: SyncWarning[];
} {
  const warnings: SyncWarning[] = [];
  const rows = completion.rows.map((row) => {
    if (Object.keys(row.fields).length === 0) return row;
    const { values, misfits } = fitFields(row.fields, schema.enrollmentFields, today);
    const place = { line: row.line, userId: row.learner.userId };
    warnings.push(...misfits.map((field) => ({ ...place, code: 'value_misfit' as const, field })));
    return { ...row, fields: values };
  });
  return { rows, warnings };
}

/** 报名状态 is kept up to date wherever the table has it. */
function keptFields({ schema, settings }: SyncPlanInput): Map<string, FieldKind> {
  const kept = settings.enrollmentFields.flatMap(({ name, keepUpToDate }) => (keepUpToDate ? name : []));
  return new Map(
    [...kept, statusField].flatMap((name) => {
      const kind = schema.enrollmentFields[name];
      return kind === undefined ? [] : [[name, kind]];
    }),
  );
}

/** The rows that the reader refused, as problems. */
export function rejectedRows(roster: Roster): RowProblem[] {
  return roster.rows.flatMap((row) =>
    row.kind === 'rejected' ? [{ line: row.line, userId: row.userId, code: row.code }] : [],
  );
}

function newCourses({ completion, knownCourses }: SyncPlanInput): Set<string> {
  const known = new Set(knownCourses.map(courseKey));
  return new Set(completion.rows.map(({ course }) => courseKey(course)).filter((key) => !known.has(key)));
}

/** In a Base without any course all are new, and that is nothing to say. What was written before an interruption counts. */
function warnNewCourses(input: SyncPlanInput, { create }: EnrollmentPlan): SyncWarning[] {
  if (input.knownCourses.length === 0) return [];
  const keys = newCourses(input);
  const lines = new Set([...input.written, ...create.map(({ line }) => line)]);
  const brought = input.completion.rows.filter(
    ({ line, course }) => lines.has(line) && keys.has(courseKey(course)),
  );
  const courses = new Map(brought.map(({ course }) => [courseKey(course), course]));
  return [...courses.values()].map((course) => ({ line: null, code: 'new_course' as const, course }));
}

function coverage(rows: readonly CompleteRow[]): SyncPlan['scope'] {
  const courses = new Map(rows.map(({ course }) => [courseKey(course), course]));
  const days = rows.map(({ day }) => day).sort();
  return { courses: [...courses.values()], firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null };
}

function firstRecordIds(learners: readonly ExistingLearner[]): Map<string, string> {
  const recordIds = new Map<string, string>();
  for (const { userId, recordId } of learners) if (!recordIds.has(userId)) recordIds.set(userId, recordId);
  return recordIds;
}
