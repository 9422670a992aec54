import type { Base, Field } from './base-model.ts';
import type { Change } from './change.ts';
import { exampleEnrollments, exampleLearners } from './example-rows.ts';

/** What a fresh sandbox holds. */
export type Seed = 'example' | 'empty';

/** Fixed, so that a configuration outlives a reset. */
export const seedIds = {
  baseToken: 'SandboxBaseTokenForDemo0001',
  wikiToken: 'SandboxWikiNodeForDemo00001',
  learnerTable: 'tblSandboxLearner',
  enrollmentTable: 'tblSandboxEnroll1',
} as const;

const learnerField = {
  userId: 'fldLearnerUserId',
  nickname: 'fldLearnerNickname',
  phone: 'fldLearnerPhone',
  city: 'fldLearnerCity',
  source: 'fldLearnerSource',
  note: 'fldLearnerNote',
  enrollments: 'fldLearnerEnrollments',
} as const;

const enrollmentField = {
  userId: 'fldEnrollUserId',
  course: 'fldEnrollCourse',
  day: 'fldEnrollDay',
  learner: 'fldEnrollLearner',
} as const;

const firstView = { name: '表格', type: 'grid', filter: null } as const;

/** When the example rows were typed in. Epoch milliseconds. */
const seededAt = Date.UTC(2026, 0, 5, 1, 0, 0);

function countsAfter(before: Pick<Base, 'revision' | 'resets'> | null): { revision: number; resets: number } {
  return before === null
    ? { revision: 1, resets: 0 }
    : { revision: before.revision + 1, resets: before.resets + 1 };
}

/**
 * 学员总表 and 学习记录表, joined by a two-way link; with a few made-up people, or empty.
 * @param before the Base that it replaces: its count of changes goes on, so that a reset is a change as well
 */
export function seedBase(seed: Seed, before: Pick<Base, 'revision' | 'resets'> | null): Change[] {
  const { baseToken, wikiToken, learnerTable, enrollmentTable } = seedIds;
  return [
    { kind: 'start_base', token: baseToken, wikiToken, name: 'NVC 学员（演示）', ...countsAfter(before) },
    {
      kind: 'put_table',
      tableId: learnerTable,
      name: '学员总表',
      fields: [
        text(learnerField.userId, '用户ID'),
        text(learnerField.nickname, '昵称'),
        text(learnerField.phone, '手机号'),
        text(learnerField.city, '城市'),
        text(learnerField.source, '来源渠道'),
        text(learnerField.note, '备注'),
        twoWayLink(learnerField.enrollments, '学习记录', enrollmentTable, enrollmentField.learner),
      ],
      revision: 1,
      nextNumber: 1,
    },
    {
      kind: 'put_table',
      tableId: enrollmentTable,
      name: '学习记录表',
      fields: [
        text(enrollmentField.userId, '用户ID'),
        text(enrollmentField.course, '课程'),
        day(enrollmentField.day, '学习日期'),
        twoWayLink(enrollmentField.learner, '关联到学员总表', learnerTable, learnerField.enrollments),
      ],
      revision: 1,
      nextNumber: 1,
    },
    { kind: 'put_view', tableId: learnerTable, view: { id: 'vewSandboxLearner', ...firstView } },
    { kind: 'put_view', tableId: enrollmentTable, view: { id: 'vewSandboxEnroll1', ...firstView } },
    ...(seed === 'example' ? exampleRecords() : []),
  ];
}

function exampleRecords(): Change[] {
  return [
    {
      kind: 'create_records',
      tableId: seedIds.learnerTable,
      at: seededAt,
      by: null,
      records: exampleLearners.map(({ recordId, ...learner }) => ({
        id: recordId,
        cells: {
          [learnerField.userId]: learner.userId,
          [learnerField.nickname]: learner.nickname,
          [learnerField.phone]: learner.phone,
          [learnerField.city]: learner.city,
          [learnerField.source]: learner.source,
        },
      })),
    },
    {
      kind: 'create_records',
      tableId: seedIds.enrollmentTable,
      at: seededAt,
      by: null,
      records: exampleEnrollments.map(({ recordId, learner, course, day: [year, month, date] }) => ({
        id: recordId,
        cells: {
          [enrollmentField.userId]: learner.userId,
          [enrollmentField.course]: course,
          [enrollmentField.day]: shanghaiMidnight(year, month, date),
          [enrollmentField.learner]: [learner.recordId],
        },
      })),
    },
  ];
}

/** China has kept UTC+8 without summer time since 1992. */
function shanghaiMidnight(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date, -8);
}

function text(id: string, name: string): Field {
  return { id, name, type: 1, uiType: 'Text', property: { kind: 'plain', value: null } };
}

function day(id: string, name: string): Field {
  const value = { date_formatter: 'yyyy/MM/dd', auto_fill: false };
  return { id, name, type: 5, uiType: 'DateTime', property: { kind: 'plain', value } };
}

function twoWayLink(id: string, name: string, tableId: string, backFieldId: string): Field {
  const property = { kind: 'link', tableId, multiple: true, backFieldId } as const;
  return { id, name, type: 21, uiType: 'DuplexLink', property };
}
