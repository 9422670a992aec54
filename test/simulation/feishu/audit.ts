import type { Cell, CellChanges } from '../../../src/sandbox/state/base-model.ts';
import type { Change } from '../../../src/sandbox/state/change.ts';
import { seedIds } from '../../../src/sandbox/state/seed-base.ts';
import type { State } from '../../../src/sandbox/state/state.ts';

/** Who changes the Base, and in which zone it kept its days when they began. */
export type Cause =
  | { kind: 'person'; timeZone: string }
  /**
   * `syncId`: the sync that was worked on when the call was sent; `since`: when that run began, by Feishu's time;
   * `calledAt`: when the call was sent, if it is carried out late.
   */
  | { kind: 'service'; syncId: string; since: number; calledAt: number | null; timeZone: string };

/** The cells of a record by the name that they have in the beginning; an empty one is absent. */
export type Cells = Readonly<Record<string, Cell>>;

/** One change of one record. */
export interface RecordEvent {
  /** Epoch ms, by Feishu's time. */
  at: number;
  cause: Cause;
  table: 'learners' | 'enrollments';
  recordId: string;
  /** null: the record is new. */
  before: Cells | null;
  /** null: the record is gone. */
  after: Cells | null;
}

const fieldNames: Readonly<Record<string, string>> = {
  fldLearnerUserId: '用户ID',
  fldLearnerNickname: '昵称',
  fldLearnerPhone: '手机号',
  fldLearnerCity: '城市',
  fldEnrollUserId: '用户ID',
  fldEnrollCourse: '课程',
  fldEnrollDay: '学习日期',
  fldEnrollLearner: '关联到学员总表',
  fldEnrollTeacher: '讲师',
};

/** What a commit is about to do to each record. */
export function eventsOf(changes: readonly Change[], { base }: State, cause: Cause): RecordEvent[] {
  return changes.flatMap((change) => {
    const records = 'tableId' in change ? base.tables.get(change.tableId)?.records : undefined;
    return eventsOfOne(change, cause, (id) => records?.get(id)?.cells ?? {});
  });
}

function eventsOfOne(
  change: Change,
  cause: Cause,
  cellsOf: (recordId: string) => CellChanges,
): RecordEvent[] {
  switch (change.kind) {
    case 'create_records':
      return change.records.map(({ id, cells }) => ({
        ...about(change, cause),
        recordId: id,
        before: null,
        after: named(cells),
      }));
    case 'update_records':
      return change.records.map(({ id, cells }) => ({
        ...about(change, cause),
        recordId: id,
        before: named(cellsOf(id)),
        after: named({ ...cellsOf(id), ...cells }),
      }));
    case 'delete_records':
      return change.recordIds.map((recordId) => ({
        ...about(change, cause),
        recordId,
        before: named(cellsOf(recordId)),
        after: null,
      }));
    default:
      return [];
  }
}

function about({ at, tableId }: { at: number; tableId: string }, cause: Cause) {
  return {
    at,
    cause,
    table: tableId === seedIds.learnerTable ? ('learners' as const) : ('enrollments' as const),
  };
}

function named(cells: CellChanges): Cells {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([id, cell]) => {
      const name = fieldNames[id];
      const isEmpty = cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0);
      return name === undefined || isEmpty ? [] : [[name, cell]];
    }),
  );
}
