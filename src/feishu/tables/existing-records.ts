import { cleanName } from '../../roster/clean-cell.ts';
import { cleanCourseName } from '../../roster/course-name.ts';
import { cleanUserId } from '../../roster/user-id.ts';
import type { ExistingEnrollment, ExistingLearner, FieldKind } from '../../sync/ports.ts';
import type { BaseRecord, Cells } from '../records/base-table.ts';
import { cellInstant, cellText, linkedIds } from '../records/cells.ts';
import { fieldNames } from './field-names.ts';
import { readPhoneCell, readValue } from './field-values.ts';
import type { TableLayout } from './table-layout.ts';
import type { ZoneDays } from './zone-days.ts';

/** The 用户ID of a row of either table, '' if it has none. */
export function userIdOf(cells: Cells): string {
  return cleanUserId(cellText(cells[fieldNames.userId]));
}

/** The records that an enrollment is linked to. */
export function learnersOf(cells: Cells): string[] {
  return linkedIds(cells[fieldNames.learner]);
}

/** A row of the learner table, its cells cleaned by the rules of the roster. */
export function toExistingLearner(record: BaseRecord, layout: TableLayout, days: ZoneDays): ExistingLearner {
  const { recordId, createdAt, cells } = record;
  const fields = layout.learnerFields.map(({ key, name, kind }) => [
    key,
    fieldValue(name, kind, cells, days),
  ]);
  return {
    recordId,
    userId: userIdOf(cells),
    fields: Object.fromEntries(fields),
    enrollmentIds: layout.backLinkName === null ? [] : linkedIds(cells[layout.backLinkName]),
    createdAt,
  };
}

/** Two fields are read by rules of their own, as in a roster. */
function fieldValue(name: string, { kind }: FieldKind, cells: Cells, days: ZoneDays): string {
  if (name === fieldNames.phone) return readPhoneCell(cells[name]);
  return name === fieldNames.nickname ? cleanName(cellText(cells[name])) : readValue(kind, cells[name], days);
}

/** A row of the enrollment table; its day is the one that its instant falls on in the zone of the Base. */
export function toExistingEnrollment(
  { recordId, createdAt, cells }: BaseRecord,
  layout: TableLayout,
  days: ZoneDays,
): ExistingEnrollment {
  const instant = cellInstant(cells[fieldNames.day]);
  return {
    recordId,
    userId: userIdOf(cells),
    course: cleanCourseName(cellText(cells[fieldNames.course])),
    day: instant === null ? null : days.dayOf(instant),
    learnerRecordIds: learnersOf(cells),
    fields: Object.fromEntries(
      layout.enrollmentFields.map(({ name, kind }) => [name, readValue(kind.kind, cells[name], days)]),
    ),
    createdAt,
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
