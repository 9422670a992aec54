import { describe, expect, it } from 'vitest';
import { planAnalysis, planTables } from '../../../src/feishu/admin/plan-tables.ts';
import type { DescribedTable } from '../../../src/feishu/tables/check-tables.ts';
import type { TableField } from '../../../src/feishu/tables/field-types.ts';

const names = { learners: '学员总表', enrollments: '学习记录表' };
const none = { learner: [], enrollment: [] };

type Given = [name: string, type: number, property?: TableField['property']];
const table = (id: string, name: string, fields: Given[]): DescribedTable => ({
  ...{ id, name },
  fields: fields.map(([field_name, type, property = null]) => ({
    ...{ field_id: `fld${field_name}`, field_name, type, property },
  })),
});

const back: Given = [
  '学习记录',
  21,
  { table_id: 'tblE', multiple: true, back_field_id: 'fld关联到学员总表' },
];
const link: Given = [
  '关联到学员总表',
  21,
  { table_id: 'tblL', multiple: true, back_field_id: 'fld学习记录' },
];
const learnerFields: Given[] = [
  ['用户ID', 1],
  ['昵称', 1],
  ['手机号', 13],
];
const enrollmentFields: Given[] = [
  ['用户ID', 1],
  ['课程', 3],
  ['学习日期', 5],
];
const learners = (fields: Given[]) => table('tblL', names.learners, fields);
const enrollments = (fields: Given[]) => table('tblE', names.enrollments, fields);

const fieldPart = (role: string, name: string, type: string) => ({ kind: 'field', role, name, type });
const linkPart = fieldPart('enrollments', '关联到学员总表', 'two_way_link');

describe('what has to be added to the tables', () => {
  it.each([
    {
      name: 'nothing is there: both tables, then the link',
      present: { learners: null, enrollments: null },
      missing: [{ kind: 'table', role: 'learners' }, { kind: 'table', role: 'enrollments' }, linkPart],
    },
    {
      name: 'only 学员总表: the other table and the link to it',
      present: { learners: learners(learnerFields), enrollments: null },
      missing: [{ kind: 'table', role: 'enrollments' }, linkPart],
    },
    {
      name: 'all is there: nothing',
      present: {
        learners: learners([...learnerFields, back]),
        enrollments: enrollments([...enrollmentFields, link]),
      },
      missing: [],
    },
    {
      name: 'a one-way link is left as it is',
      present: {
        learners: learners(learnerFields),
        enrollments: enrollments([...enrollmentFields, ['关联到学员总表', 18, { table_id: 'tblL' }]]),
      },
      missing: [],
    },
    {
      name: 'fields are missing: those, the link last',
      present: {
        learners: learners([['用户ID', 1]]),
        enrollments: enrollments([
          ['用户ID', 1],
          ['课程', 1],
        ]),
      },
      missing: [
        fieldPart('learners', '昵称', 'text'),
        fieldPart('learners', '手机号', 'text'),
        fieldPart('enrollments', '学习日期', 'date'),
        linkPart,
      ],
    },
  ])('$name', ({ present, missing }) => {
    expect(planTables({ ...present, names }, none)).toEqual({ missing, problems: [] });
  });

  it('adds the fields that the settings name, as text', () => {
    const present = {
      learners: learners([...learnerFields, back, ['城市', 3, { options: [] }]]),
      enrollments: enrollments([...enrollmentFields, link]),
      names,
    };
    const plan = planTables(present, { learner: ['城市', '姓名'], enrollment: ['订单号'] });
    expect(plan.missing).toEqual([
      fieldPart('learners', '姓名', 'text'),
      fieldPart('enrollments', '订单号', 'text'),
    ]);
  });

  it('changes nothing that is there: what does not fit is a problem for a person', () => {
    const present = {
      learners: learners([
        ['用户ID', 2],
        ['昵称', 1],
        ['手机号', 1],
      ]),
      enrollments: enrollments([...enrollmentFields, ['关联到学员总表', 21, { table_id: 'tblOther' }]]),
      names,
    };
    expect(planTables(present, none)).toEqual({
      missing: [],
      problems: [
        expect.objectContaining({ kind: 'field_type', table: '学员总表', field: '用户ID' }),
        expect.objectContaining({ kind: 'link_target', field: '关联到学员总表' }),
      ],
    });
  });

  it('makes no link whose other side would take the name of a field', () => {
    const present = {
      learners: learners([...learnerFields, ['学习记录', 1]]),
      enrollments: enrollments(enrollmentFields),
      names,
    };
    expect(planTables(present, none).problems).toEqual([
      { kind: 'back_name_taken', table: '学员总表', field: '学习记录' },
    ]);
  });
});

describe('what is offered for analysis', () => {
  const both = { learners: learners(learnerFields), enrollments: enrollments(enrollmentFields) };
  const namesOf = (parts: ReturnType<typeof planAnalysis>) =>
    parts.map((part) => (part.kind === 'field' ? part.field.name : part.name));

  it('is what is not there, the view after the field it is made by', () => {
    expect(namesOf(planAnalysis(both, ['表格']))).toEqual(['身份', '报名状态', '新增时间', '最近新增']);
  });

  it('touches no field and no view of the same name, whatever it is', () => {
    const present = { ...both, learners: learners([...learnerFields, ['身份', 1], ['新增时间', 5]]) };
    expect(namesOf(planAnalysis(present, ['最近新增']))).toEqual(['报名状态']);
  });
});
