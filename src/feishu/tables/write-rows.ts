import { keyOf } from '../../sync/enrollment-key.ts';
import type {
  NewEnrollment,
  NewLearner,
  PreparedWrite,
  RecordToDelete,
  WriteOutcome,
  WriteRows,
} from '../../sync/ports.ts';
import type { CallEnd, CallResult } from '../calls/call.ts';
import type { BaseTable } from '../records/base-table.ts';
import { deleteRecords } from '../records/delete-records.ts';
import {
  createRecords,
  isRecordUnknown,
  type RecordChange,
  type SentCells,
  updateRecords,
  type WrittenRecord,
} from '../records/write-records.ts';
import type { LearnerField } from './check-tables.ts';
import { toEnrollment, userIdOf } from './existing-records.ts';
import { fieldNames } from './field-names.ts';
import { sentValue } from './field-values.ts';
import { type MatchKeys, matchWritten } from './match-written.ts';
import type { OpenTables } from './open-tables.ts';
import type { ZoneDays } from './zone-days.ts';

/**
 * Builds the call that writes these rows. The link of an enrollment goes along with the row, so that there is never an
 * enrollment without its learner; what is written again replaces what was there.
 * @param decidedAt as of the port
 */
export function prepareWrite(tables: OpenTables, write: WriteRows, decidedAt: number): PreparedWrite {
  switch (write.kind) {
    case 'create_learners':
      return prepareLearners(tables, write.rows, decidedAt);
    case 'create_enrollments':
      return prepareEnrollments(tables, write.rows, decidedAt);
    case 'update_learners':
      return prepareChanges(
        tables.learners,
        write.rows.map(({ recordId, set }) => ({ recordId, cells: learnerCells(tables, set, decidedAt) })),
        'update',
      );
    case 'restore_learners':
      return prepareChanges(
        tables.learners,
        write.rows.map(({ recordId, set, asTyped }) => ({
          recordId,
          cells: learnerCells(tables, { ...set, ...asTyped }, decidedAt),
        })),
        'once',
      );
    case 'update_enrollments':
    case 'restore_enrollments': {
      const cellsOf = enrollmentCells(tables, decidedAt);
      return prepareChanges(
        tables.enrollments,
        write.rows.map(({ recordId, set }) => ({ recordId, cells: cellsOf(set) })),
        write.kind === 'update_enrollments' ? 'update' : 'once',
      );
    }
    case 'link_enrollments':
      return prepareChanges(
        tables.enrollments,
        write.rows.map(({ recordId, learnerRecordId }) => ({
          recordId,
          cells: { [fieldNames.learner]: [learnerRecordId] },
        })),
        'update',
      );
    case 'unlink_enrollments':
      return prepareChanges(
        tables.enrollments,
        write.rows.map(({ recordId }) => ({ recordId, cells: { [fieldNames.learner]: null } })),
        'once',
      );
    case 'delete_learners':
      return prepareDelete(tables.learners, write.rows);
    case 'delete_enrollments':
      return prepareDelete(tables.enrollments, write.rows);
  }
}

function prepareLearners(tables: OpenTables, rows: readonly NewLearner[], decidedAt: number): PreparedWrite {
  const cells = rows.map(({ userId, fields }) => ({
    [fieldNames.userId]: userId,
    ...learnerCells(tables, fields, decidedAt),
  }));
  const sent = rows.map(({ userId }) => ({ userId, key: userId }));
  return {
    send: async (clientToken) =>
      createdOutcome(await createRecords(tables.learners, cells, clientToken), sent, (record) => {
        const userId = userIdOf(record.cells);
        return { userId, key: userId };
      }),
  };
}

function prepareEnrollments(
  tables: OpenTables,
  rows: readonly NewEnrollment[],
  decidedAt: number,
): PreparedWrite {
  const cellsOf = enrollmentCells(tables, decidedAt);
  const cells = rows.map(({ userId, course, day, learnerRecordId, fields }): SentCells => {
    const needed = {
      [fieldNames.userId]: userId,
      [fieldNames.course]: course,
      [fieldNames.day]: tables.days.startOf(day, decidedAt),
      [fieldNames.learner]: [learnerRecordId],
    };
    return fields === undefined ? needed : { ...needed, ...cellsOf(fields) };
  });
  const sent = rows.map(({ userId, course, day }) => ({ userId, key: keyOf(userId, course, day) }));
  return {
    send: async (clientToken) =>
      createdOutcome(await createRecords(tables.enrollments, cells, clientToken), sent, (record) => {
        const dayOf = (instant: number) => tables.days.dayOf(instant, decidedAt);
        const { userId, course, day } = toEnrollment(record.cells, dayOf);
        return { userId, key: keyOf(userId, course, day ?? '') };
      }),
  };
}

function prepareChanges(
  table: BaseTable,
  changes: readonly RecordChange[],
  effect: 'update' | 'once',
): PreparedWrite {
  return { send: async () => updatedOutcome(await updateRecords(table, changes, effect), changes) };
}

function prepareDelete(table: BaseTable, rows: readonly RecordToDelete[]): PreparedWrite {
  const recordIds = rows.map(({ recordId }) => recordId);
  return {
    async send() {
      const result = await deleteRecords(table, recordIds);
      if (result.kind !== 'done') return endOutcome(result);
      return { kind: 'written', recordIds: recordIds.map((id) => (result.body.has(id) ? id : null)) };
    },
  };
}

type Values = Readonly<Record<string, string>>;

function learnerCells({ layout, days }: OpenTables, values: Values, decidedAt: number): SentCells {
  return cellsOf(layout.learnerFields, values, (day) => days.startOf(day, decidedAt));
}

function enrollmentCells({ layout, days }: OpenTables, decidedAt: number): (values: Values) => SentCells {
  const fields = layout.enrollmentFields.map((field) => ({ ...field, key: field.name }));
  return (values) => cellsOf(fields, values, (day) => days.startOf(day, decidedAt));
}

function cellsOf(fields: readonly LearnerField[], values: Values, startOf: ZoneDays['startOf']): SentCells {
  const cells: SentCells = {};
  for (const { key, name, kind } of fields) {
    const value = values[key];
    if (value !== undefined) cells[name] = value === '' ? null : sentValue(kind.kind, value, startOf);
  }
  return cells;
}

function createdOutcome(
  result: CallResult<WrittenRecord[]>,
  sent: readonly MatchKeys[],
  keysOf: (record: WrittenRecord) => MatchKeys,
): WriteOutcome {
  if (result.kind !== 'done') return endOutcome(result);
  const echoed = result.body.map((record) => ({ recordId: record.recordId, ...keysOf(record) }));
  const recordIds = matchWritten(sent, echoed);
  return recordIds === null
    ? { kind: 'unknown', because: { kind: 'silence', tooMuch: false } }
    : { kind: 'written', recordIds };
}

function updatedOutcome(result: CallResult<null>, rows: readonly { recordId: string }[]): WriteOutcome {
  return result.kind === 'done'
    ? { kind: 'written', recordIds: rows.map(({ recordId }) => recordId) }
    : endOutcome(result);
}

function endOutcome(end: CallEnd): WriteOutcome {
  return end.kind === 'refused' && isRecordUnknown(end.feishuCode) ? { ...end, recordMissing: true } : end;
}
