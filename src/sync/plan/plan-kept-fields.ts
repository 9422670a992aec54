import { isDamagedCopy } from '../../roster/damaged-copy.ts';
import type { NotEnrolledRow } from '../../roster/roster.ts';
import { courseOf, keyOf } from '../enrollment-key.ts';
import type { EnrollmentChange, ExistingEnrollment, FieldKind } from '../ports.ts';
import type { SyncWarning } from '../sync-report.ts';
import { type CompleteRow, statusField } from './complete-rows.ts';
import { keepNewer } from './keep-newer.ts';

export interface PlannedEnrollmentChange extends EnrollmentChange {
  line: number;
  userId: string;
}

export interface KeptFieldsInput {
  rows: readonly CompleteRow[];
  notEnrolled: readonly NotEnrolledRow[];
  /** Enrollments that stand for a row or, without a day, for a learner and a course. */
  existingOf(userId: string, course: string): readonly ExistingEnrollment[];
  /** Fields that are kept up to date, by name. */
  kept: ReadonlyMap<string, FieldKind>;
  /** Fields that a later upload has written last, by record id. */
  newerFields: ReadonlyMap<string, ReadonlySet<string>>;
  /** The day is the operator's, so any day of the course counts. */
  anyDayCounts: boolean;
}

/**
 * What changes in enrollments that are there already: fields that are kept up to date, and 报名状态 of those that the file
 * says are refunded, canceled or unpaid. Without such a field they are told of. Nothing is ever deleted.
 */
export function planKeptFields(input: KeptFieldsInput): {
  changes: PlannedEnrollmentChange[];
  warnings: SyncWarning[];
} {
  const changes = new Map<string, PlannedEnrollmentChange>();
  const warnings: SyncWarning[] = [];
  const change = (
    line: number,
    userId: string,
    record: ExistingEnrollment,
    values: Readonly<Record<string, string>>,
  ) => {
    const differs = differing(values, record, input.kept);
    const isDamaged = ([field, value]: [string, string]) => isDamagedCopy(value, record.fields[field] ?? '');
    for (const [field] of differs.filter(isDamaged))
      warnings.push({ line, code: 'damaged_value', userId, field });
    const sound = differs.filter((each) => !isDamaged(each));
    const { set, newer } = keepNewer(sound, record.fields, input.newerFields.get(record.recordId));
    if (newer.length > 0) warnings.push({ line, code: 'newer_kept', userId, fields: newer });
    if (Object.keys(set).length === 0) return;
    const before = Object.fromEntries(Object.keys(set).map((field) => [field, record.fields[field] ?? '']));
    changes.set(record.recordId, { line, userId, recordId: record.recordId, set, before });
  };
  for (const { line, learner, course, day, fields } of input.rows) {
    if (Object.keys(fields).length === 0) continue;
    for (const record of standingFor(input, learner.userId, course, day))
      change(line, learner.userId, record, fields);
  }
  if (input.notEnrolled.length === 0) return { changes: [...changes.values()], warnings };
  const enrolled = new Set(input.rows.map(({ learner, course }) => courseOf(learner.userId, course)));
  for (const { line, userId, course, day, status } of input.notEnrolled) {
    // Bought again: the valid row says what counts.
    if (course === null || enrolled.has(courseOf(userId, course))) continue;
    const standing = standingFor(input, userId, course, day);
    if (standing.length === 0) continue;
    if (!input.kept.has(statusField))
      warnings.push({
        ...{ line, code: 'refunded_in_base', userId },
        recordIds: standing.map(({ recordId }) => recordId),
      });
    else for (const record of standing) change(line, userId, record, { [statusField]: status });
  }
  return { changes: [...changes.values()], warnings };
}

function standingFor(
  { existingOf, anyDayCounts }: KeptFieldsInput,
  userId: string,
  course: string,
  day: string | null,
): readonly ExistingEnrollment[] {
  const ofCourse = existingOf(userId, course);
  if (day === null) return ofCourse;
  const sameDay = ofCourse.filter(
    (record) => keyOf(userId, course, record.day ?? '') === keyOf(userId, course, day),
  );
  return sameDay.length === 0 && anyDayCounts ? ofCourse : sameDay;
}

function differing(
  values: Readonly<Record<string, string>>,
  { fields }: ExistingEnrollment,
  kept: ReadonlyMap<string, FieldKind>,
): [field: string, value: string][] {
  return Object.entries(values).filter(
    ([field, value]) => kept.has(field) && value !== (fields[field] ?? ''),
  );
}
