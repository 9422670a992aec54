import { keyOf } from '../../sync/enrollment-key.ts';
import type {
  EnrollmentLink,
  LearnerChange,
  NewEnrollment,
  NewLearner,
  WriteOutcome,
} from '../../sync/ports.ts';
import type { CallResult } from '../calls/call.ts';
import {
  createRecords,
  type SentCells,
  updateRecords,
  type WrittenRecord,
} from '../records/write-records.ts';
import { toExistingEnrollment, userIdOf } from './existing-records.ts';
import { fieldNames } from './field-names.ts';
import { sentValue } from './field-values.ts';
import { type MatchKeys, matchWritten } from './match-written.ts';
import type { OpenTables } from './open-tables.ts';

/** What was sent under this client token before is not written again. */
export async function createLearners(
  tables: OpenTables,
  rows: readonly NewLearner[],
  clientToken: string,
): Promise<WriteOutcome> {
  const sent = rows.map(({ userId, fields }) => ({
    [fieldNames.userId]: userId,
    ...learnerCells(tables, fields),
  }));
  return createdOutcome(
    await createRecords(tables.learners, sent, clientToken),
    rows.map(({ userId }) => ({ userId, key: userId })),
    ({ cells }) => ({ userId: userIdOf(cells), key: userIdOf(cells) }),
  );
}

/** The link goes along with the row, so that there is never an enrollment without its learner. */
export async function createEnrollments(
  tables: OpenTables,
  rows: readonly NewEnrollment[],
  clientToken: string,
): Promise<WriteOutcome> {
  const sent = rows.map(({ userId, course, day, learnerRecordId }) => ({
    [fieldNames.userId]: userId,
    [fieldNames.course]: course,
    [fieldNames.day]: tables.days.startOf(day),
    [fieldNames.learner]: [learnerRecordId],
  }));
  return createdOutcome(
    await createRecords(tables.enrollments, sent, clientToken),
    rows.map(({ userId, course, day }) => ({ userId, key: keyOf(userId, course, day) })),
    (record) => {
      const { userId, course, day } = toExistingEnrollment({ ...record, createdAt: 0 }, tables.days);
      return { userId, key: keyOf(userId, course, day ?? '') };
    },
  );
}

/** Sets the given fields of each record; safe to repeat. */
export async function updateLearners(
  tables: OpenTables,
  rows: readonly LearnerChange[],
): Promise<WriteOutcome> {
  const changes = rows.map(({ recordId, set }) => ({ recordId, cells: learnerCells(tables, set) }));
  return updatedOutcome(await updateRecords(tables.learners, changes), rows);
}

/** Replaces the link of each record; safe to repeat. */
export async function linkEnrollments(
  tables: OpenTables,
  rows: readonly EnrollmentLink[],
): Promise<WriteOutcome> {
  const changes = rows.map(({ recordId, learnerRecordId }) => ({
    recordId,
    cells: { [fieldNames.learner]: [learnerRecordId] },
  }));
  return updatedOutcome(await updateRecords(tables.enrollments, changes), rows);
}

function learnerCells({ layout, days }: OpenTables, values: Readonly<Record<string, string>>): SentCells {
  const cells: SentCells = {};
  for (const { key, name, kind } of layout.learnerFields) {
    const value = values[key];
    if (value !== undefined) cells[name] = sentValue(kind.kind, value, days);
  }
  return cells;
}

function createdOutcome(
  result: CallResult<WrittenRecord[]>,
  sent: readonly MatchKeys[],
  keysOf: (record: WrittenRecord) => MatchKeys,
): WriteOutcome {
  if (result.kind !== 'done') return result;
  const echoed = result.body.map((record) => ({ recordId: record.recordId, ...keysOf(record) }));
  const recordIds = matchWritten(sent, echoed);
  return recordIds === null ? { kind: 'unknown', shrink: false } : { kind: 'written', recordIds };
}

function updatedOutcome(result: CallResult<null>, rows: readonly { recordId: string }[]): WriteOutcome {
  return result.kind === 'done'
    ? { kind: 'written', recordIds: rows.map(({ recordId }) => recordId) }
    : result;
}
