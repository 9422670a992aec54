import { AppError } from '../../errors.ts';
import type { ExistingEnrollment } from '../../sync/ports.ts';
import type { BaseRecord, BaseTable } from '../records/base-table.ts';
import { toExistingEnrollment, userIdOf } from '../tables/existing-records.ts';
import { fieldNames } from '../tables/field-names.ts';
import type { OpenTables } from '../tables/open-tables.ts';
import { readAll } from '../tables/read-pages.ts';

/** Whose record it is. */
export interface LearnerRow {
  recordId: string;
  userId: string;
}

/** What makes an enrollment the same as another. */
export type EnrollmentRow = Pick<ExistingEnrollment, 'recordId' | 'userId' | 'course' | 'day'>;

/** Every row of 学员总表 that the app may see, by record id and 用户ID alone. */
export function scanLearners({ learners }: Pick<OpenTables, 'learners'>): Promise<LearnerRow[]> {
  return scan(learners, [fieldNames.userId], (record) => ({
    recordId: record.recordId,
    userId: userIdOf(record.cells),
  }));
}

/** Every row of 学习记录表 that the app may see, by record id and what makes it the same as another. */
export function scanEnrollments({
  enrollments,
  layout,
  days,
}: Omit<OpenTables, 'schema'>): Promise<EnrollmentRow[]> {
  const fields = [fieldNames.userId, fieldNames.course, fieldNames.day];
  return scan(enrollments, fields, (record) => {
    const { recordId, userId, course, day } = toExistingEnrollment(record, layout, days);
    return { recordId, userId, course, day };
  });
}

/** @throws AppError `feishu_busy` if the rows never keep still */
async function scan<Row extends { recordId: string }>(
  table: BaseTable,
  fields: readonly string[],
  read: (record: BaseRecord) => Row,
): Promise<Row[]> {
  const rows = new Map<string, Row>();
  const reading = await readAll({
    table,
    fields,
    filter: null,
    goOn({ records }) {
      for (const record of records) rows.set(record.recordId, read(record));
      return true;
    },
  });
  if (reading.kind !== 'complete') throw new AppError('feishu_busy', { details: { outcome: 'rows_moved' } });
  return [...rows.values()];
}
