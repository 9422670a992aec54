import { phoneKey } from '../../roster/phone.ts';
import type { ExistingEnrollment, ExistingLearner, LearnedAboutBase } from '../../sync/ports.ts';
import type { BaseRecord, BaseTable } from '../records/base-table.ts';
import { getRecords } from '../records/get-records.ts';
import type { SearchPage } from '../records/search-records.ts';
import type { TableLayout } from './check-tables.ts';
import {
  byAge,
  learnersOf,
  phoneOf,
  toExistingEnrollment,
  toExistingLearner,
  userIdOf,
} from './existing-records.ts';
import { fieldNames } from './field-names.ts';
import { countRows, findRecords } from './find-records.ts';
import type { OpenTables } from './open-tables.ts';

/** The fields of a learner that are read. */
export function learnerFieldsRead({ learnerFields, backLinkName }: TableLayout): string[] {
  const links = backLinkName === null ? [] : [backLinkName];
  return [fieldNames.userId, ...learnerFields.map(({ name }) => name), ...links];
}

/** The fields of an enrollment that are read. */
export function enrollmentFieldsRead({ enrollmentFields }: TableLayout): string[] {
  const { userId, course, day, learner } = fieldNames;
  return [userId, course, day, learner, ...enrollmentFields.map(({ name }) => name)];
}

export interface FindLearners {
  userIds: ReadonlySet<string>;
  /** Is kept up to date. */
  learned: LearnedAboutBase;
  /** Gets those who were met by the way, by phone. */
  others: Map<string, string[]>;
  search: SearchPage;
}

/** Every record of these learners, duplicates too, the oldest first. */
export async function findLearners(
  { learners, layout, days, schema }: OpenTables,
  { userIds, learned, others, search }: FindLearners,
): Promise<ExistingLearner[]> {
  const read = (record: BaseRecord) => {
    const userId = userIdOf(record.cells);
    if (userIds.has(userId)) return toExistingLearner(record, layout, days);
    noteByPhone(others, userId, phoneOf(record.cells));
    return null;
  };
  const { records } = await findRecords({
    ...{ table: learners, userIds, fields: learnerFieldsRead(layout), read, learned, search },
    rowsLearned: 'learnerRows',
  });
  // Advanced permissions can make a full table look empty; filters that find nothing do not tell.
  if (records.length === 0 && schema.advancedPermissions) learned.learnerRows = await countRows(learners);
  return records.sort(byAge);
}

/** Rows that move while pages are read can come twice. */
function noteByPhone(others: Map<string, string[]>, userId: string, phone: string): void {
  const key = phoneKey(phone);
  if (userId === '' || key === '') return;
  const known = others.get(key) ?? [];
  if (!known.includes(userId)) others.set(key, [...known, userId]);
}

export interface FindEnrollments {
  userIds: ReadonlySet<string>;
  /** Those of them that Base has. */
  learners: readonly ExistingLearner[];
  /** Is kept up to date. */
  learned: LearnedAboutBase;
  search: SearchPage;
}

/**
 * Every enrollment of these learners, by 用户ID, or by link where a row has no 用户ID. Filters cannot find the latter,
 * so what the learners link to and no filter has returned is read by id.
 */
export async function findEnrollments(
  { enrollments, layout, days }: OpenTables,
  { userIds, learners, learned, search }: FindEnrollments,
): Promise<ExistingEnrollment[]> {
  const learnerIds = new Set(learners.map(({ recordId }) => recordId));
  const read = (record: BaseRecord) => {
    const userId = userIdOf(record.cells);
    const isWanted =
      userId === '' ? learnersOf(record.cells).some((id) => learnerIds.has(id)) : userIds.has(userId);
    return isWanted ? toExistingEnrollment(record, layout, days) : null;
  };
  const { records, complete } = await findRecords({
    table: enrollments,
    userIds,
    ...{ fields: enrollmentFieldsRead(layout), read, learned, search },
    rowsLearned: 'enrollmentRows',
  });
  const linked = complete ? [] : await readLinked(enrollments, learners, records);
  return [...records, ...linked.flatMap((record) => read(record) ?? [])].sort(byAge);
}

async function readLinked(
  enrollments: BaseTable,
  learners: readonly ExistingLearner[],
  known: readonly ExistingEnrollment[],
): Promise<BaseRecord[]> {
  const knownIds = new Set(known.map(({ recordId }) => recordId));
  const ids = learners.flatMap(({ enrollmentIds }) => enrollmentIds).filter((id) => !knownIds.has(id));
  return (await getRecords(enrollments, ids)).records;
}
