import { AppError } from '../../errors.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import type { ExistingEnrollment } from '../../sync/ports.ts';
import type { Page } from '../records/search-records.ts';
import { toExistingEnrollment } from './existing-records.ts';
import { fieldNames } from './field-names.ts';
import type { OpenTables } from './open-tables.ts';
import { readAll } from './read-pages.ts';

const dayMs = 86_400_000;
/**
 * Feishu has `isGreater` for days but not "or equal", and compares whole days in the present zone of the Base. A record from
 * before a change of that zone can lie on the day before its own: https://open.feishu.cn/document/docs/bitable-v1/app-table-record/record-filter-guide
 */
const marginMs = 2 * dayMs;

/**
 * Every enrollment of this day or a later one, by a filter on 学习日期.
 * @throws AppError `feishu_refused` if Feishu does not take the filter, `feishu_busy` if the rows never keep still
 */
export async function readEnrollmentsSince(
  { enrollments, layout, days }: OpenTables,
  first: CalendarDay,
): Promise<ExistingEnrollment[]> {
  const found = new Map<string, ExistingEnrollment>();
  // Rows that move while pages are read can come twice.
  const goOn = ({ records }: Page) => {
    for (const record of records) found.set(record.recordId, toExistingEnrollment(record, layout, days));
    return true;
  };
  const status = layout.enrollmentFields.map(({ name }) => name);
  const { userId, course, day, learner } = fieldNames;
  const since = Date.parse(first) - marginMs;
  const reading = await readAll({
    table: enrollments,
    fields: [userId, course, day, learner, ...status],
    filter: {
      conjunction: 'and',
      conditions: [{ field_name: day, operator: 'isGreater', value: ['ExactDate', String(since)] }],
    },
    goOn,
  });
  if (reading.kind !== 'complete')
    throw new AppError(reading.kind === 'moved' ? 'feishu_busy' : 'feishu_refused', {
      details: { call: 'records search', outcome: reading.kind },
    });
  return [...found.values()].filter((enrollment) => enrollment.day !== null && enrollment.day >= first);
}
