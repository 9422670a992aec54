import { AppError } from '../../errors.ts';
import type { BaseSchema } from '../../sync/ports.ts';
import { allEnded } from '../calls/all-ended.ts';
import type { Calls } from '../calls/call.ts';
import type { BaseTable } from '../records/base-table.ts';
import type { BaseDays } from './base-days.ts';
import type { DescribedTable, LayoutReading, TableLayout } from './check-tables.ts';
import { type BaseProperties, describeTable, readProperties } from './describe-base.ts';
import type { Place, Spelling } from './find-place.ts';
import { readNamedLayout } from './read-named-layout.ts';

/** Which Base and tables a sync works on, as configured. */
export interface TableSettings extends Spelling {
  /** Static fields of the learner table that are filled too. */
  learnerFields: readonly string[];
  /** Fields of the enrollment table that are filled too. */
  enrollmentFields: readonly string[];
}

/** Both tables, checked and ready. */
export interface OpenTables {
  learners: BaseTable;
  enrollments: BaseTable;
  layout: TableLayout;
  days: BaseDays;
  schema: BaseSchema;
}

/** What Feishu says about the Base and both tables; asks for it at once, since none of it is a record. */
export interface BaseDescription {
  properties: BaseProperties;
  learners: DescribedTable;
  enrollments: DescribedTable;
}

/** @throws AppError `table_missing`, or what the calls say */
export async function describeBase(
  calls: Calls,
  { appToken, learnerTableId, enrollmentTableId }: Place,
  { learnerTable, enrollmentTable }: Spelling,
): Promise<BaseDescription> {
  const base = { calls, appToken };
  const [properties, learners, enrollments] = await allEnded([
    readProperties(base),
    describeTable(base, learnerTableId, learnerTable),
    describeTable(base, enrollmentTableId, enrollmentTable),
  ]);
  return { properties, learners, enrollments };
}

/**
 * Both tables, once it is certain that they can hold what a sync writes.
 * @param readDays makes of the zone of the Base what is known of its days
 * @throws AppError `tables_unfit` with every `TableProblem`
 */
export async function openTables(
  base: Pick<BaseTable, 'calls' | 'appToken'>,
  { properties, learners, enrollments }: BaseDescription,
  settings: TableSettings,
  readDays: (timeZone: string) => BaseDays,
): Promise<OpenTables> {
  const extras = { learner: settings.learnerFields, enrollment: settings.enrollmentFields };
  const layout = fitLayout(await readNamedLayout(base, learners, enrollments, extras));
  const days = readDays(properties.timeZone);
  return {
    learners: { ...base, tableId: learners.id },
    enrollments: { ...base, tableId: enrollments.id },
    layout,
    days,
    schema: schemaOf(layout, properties, days),
  };
}

function fitLayout(reading: LayoutReading): TableLayout {
  if (reading.kind === 'fit') return reading.layout;
  throw new AppError('tables_unfit', { details: { problems: reading.problems } });
}

function schemaOf(layout: TableLayout, { isAdvanced }: BaseProperties, days: BaseDays): BaseSchema {
  return {
    timeZone: days.timeZone,
    zones: days.zones,
    advancedPermissions: isAdvanced,
    linkIsTwoWay: layout.linkIsTwoWay,
    learnerFields: Object.fromEntries(layout.learnerFields.map(({ key, kind }) => [key, kind])),
    course: layout.course,
    enrollmentFields: Object.fromEntries(layout.enrollmentFields.map(({ name, kind }) => [name, kind])),
  };
}
