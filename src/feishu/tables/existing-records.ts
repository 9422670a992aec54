import { cleanName } from '../../roster/clean-cell.ts';
import { cleanCourseName } from '../../roster/course-name.ts';
import { cleanUserId } from '../../roster/user-id.ts';
import type {
  ExistingEnrollment,
  ExistingLearner,
  FieldKind,
  WholeEnrollment,
  WholeLearner,
} from '../../sync/ports.ts';
import type { BaseRecord, Cells } from '../records/base-table.ts';
import { cellInstant, cellText, isFilled, linkedIds } from '../records/cells.ts';
import type { BaseDays } from './base-days.ts';
import type { TableLayout } from './check-tables.ts';
import { fieldNames } from './field-names.ts';
import { readPhoneCell, readValue } from './field-values.ts';
import type { ZoneDays } from './zone-days.ts';

/** The 用户ID of a row of either table, '' if it has none. */
export function userIdOf(cells: Cells): string {
  return cleanUserId(cellText(cells[fieldNames.userId]));
}

/** The records that an enrollment is linked to. */
export function learnersOf(cells: Cells): string[] {
  return linkedIds(cells[fieldNames.learner]);
}

/** Cleaned; empty if it holds none that can be trusted. */
export function phoneOf(cells: Cells): string {
  return readPhoneCell(cells[fieldNames.phone]);
}

/** A row of the learner table, its cells cleaned by the rules of the roster. */
export function toExistingLearner(record: BaseRecord, layout: TableLayout, days: BaseDays): ExistingLearner {
  const { recordId, createdAt, createdBy, cells } = record;
  const dayOf = (instant: number) => days.dayOf(instant, createdAt);
  const fields = layout.learnerFields.map(({ key, name, kind }) => [
    key,
    fieldValue(name, kind, cells, dayOf),
  ]);
  return {
    recordId,
    userId: userIdOf(cells),
    fields: Object.fromEntries(fields),
    ...asTyped(cells, layout, Object.fromEntries(fields)),
    enrollmentIds: layout.backLinkName === null ? [] : linkedIds(cells[layout.backLinkName]),
    createdAt,
    createdBy,
  };
}

/** Cleaning takes blanks away, and an undo is to bring them back. A phone field would not take them. */
function asTyped(
  cells: Cells,
  { learnerFields }: TableLayout,
  cleaned: Readonly<Record<string, string>>,
): Pick<ExistingLearner, 'asTyped'> {
  const typed = learnerFields.flatMap(({ key, name, kind }) => {
    const text = kind.kind === 'text' ? cellText(cells[name]) : '';
    return text === '' || text === cleaned[key] ? [] : [[key, text]];
  });
  return typed.length === 0 ? {} : { asTyped: Object.fromEntries(typed) };
}

/** The same with what else is in it, for a record that was read with all its fields. */
export function toWholeLearner(record: BaseRecord, layout: TableLayout, days: BaseDays): WholeLearner {
  return {
    ...toExistingLearner(record, layout, days),
    othersFilled: filledOf(record.cells, layout.notOthers.learner),
    showsEnrollments: layout.backLinkName !== null,
  };
}

export function toWholeEnrollment(record: BaseRecord, layout: TableLayout, days: BaseDays): WholeEnrollment {
  return {
    ...toExistingEnrollment(record, layout, days),
    othersFilled: filledOf(record.cells, layout.notOthers.enrollment),
  };
}

/** A field that was added or renamed since the tables were checked is nobody's of ours either. */
function filledOf(cells: Cells, notOthers: ReadonlySet<string>): string[] {
  return Object.keys(cells).filter((name) => !notOthers.has(name) && isFilled(cells[name]));
}

/** Two fields are read by rules of their own, as in a roster. */
function fieldValue(name: string, { kind }: FieldKind, cells: Cells, dayOf: ZoneDays['dayOf']): string {
  if (name === fieldNames.phone) return readPhoneCell(cells[name]);
  return name === fieldNames.nickname
    ? cleanName(cellText(cells[name]))
    : readValue(kind, cells[name], dayOf);
}

/** Who has taken what and when. */
export function toEnrollment(
  cells: Cells,
  dayOf: ZoneDays['dayOf'],
): Pick<ExistingEnrollment, 'userId' | 'course' | 'day'> {
  const instant = cellInstant(cells[fieldNames.day]);
  return {
    userId: userIdOf(cells),
    course: cleanCourseName(cellText(cells[fieldNames.course])),
    day: instant === null ? null : dayOf(instant),
  };
}

/** A row of the enrollment table; its day is the one that was meant when it was created. */
export function toExistingEnrollment(
  { recordId, createdAt, createdBy, cells }: BaseRecord,
  layout: TableLayout,
  days: BaseDays,
): ExistingEnrollment {
  const dayOf = (instant: number) => days.dayOf(instant, createdAt);
  return {
    recordId,
    ...toEnrollment(cells, dayOf),
    learnerRecordIds: learnersOf(cells),
    fields: Object.fromEntries(
      layout.enrollmentFields.map(({ name, kind }) => [name, readValue(kind.kind, cells[name], dayOf)]),
    ),
    createdAt,
    createdBy,
  };
}

/**
 * The oldest first, then those of unknown age; records of the same moment in the order of their ids, so that it is always
 * the same order.
 */
export function byAge(a: { createdAt: number | null; recordId: string }, b: typeof a): number {
  return bornAt(a) - bornAt(b) || (a.recordId < b.recordId ? -1 : 1);
}

function bornAt({ createdAt }: { createdAt: number | null }): number {
  return createdAt ?? Number.MAX_SAFE_INTEGER;
}
