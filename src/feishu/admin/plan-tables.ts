import type { FieldTypeName, TableProblem } from '../../sync/table-problem.ts';
import { type DescribedTable, readLayout } from '../tables/check-tables.ts';
import { fieldNames } from '../tables/field-names.ts';
import type { TableField } from '../tables/field-types.ts';

/** Which of the two tables. */
export type TableRole = 'learners' | 'enrollments';

/** A field that is to be added. */
export type PlannedField = { name: string } & (
  | { type: 'text' | 'date' | 'created_time' }
  | { type: 'select'; options: readonly string[] }
  | { type: 'two_way_link'; linkedTableId: string; backName: string }
);

/** What is missing, in the order in which it can be added. */
export type MissingPart =
  | { kind: 'table'; role: TableRole }
  | { kind: 'field'; role: TableRole; name: string; type: 'text' | 'date' | 'two_way_link' };

/** What keeps the tables from being completed by adding alone: a person has to change it. */
export type SetupProblem =
  | TableProblem
  /** The other side of the link would have a name that a field has already. */
  | { kind: 'back_name_taken'; table: string; field: string };

export interface TablePlan {
  missing: MissingPart[];
  problems: SetupProblem[];
}

/** The two tables as far as they are there, under the names that staff know. */
export interface PresentTables {
  learners: DescribedTable | null;
  enrollments: DescribedTable | null;
  names: Readonly<Record<TableRole, string>>;
}

/** What tables made from nothing begin with; the link comes afterwards. */
export const firstFields: Readonly<Record<TableRole, readonly PlannedField[]>> = {
  learners: [
    { name: fieldNames.userId, type: 'text' },
    { name: fieldNames.nickname, type: 'text' },
    { name: fieldNames.phone, type: 'text' },
  ],
  enrollments: [
    { name: fieldNames.userId, type: 'text' },
    { name: fieldNames.course, type: 'text' },
    { name: fieldNames.day, type: 'date' },
  ],
};

/**
 * What has to be added to what is there, so that a sync can work. Nothing that exists is ever changed or removed.
 * @param extraNames static fields of either table that the sync is to fill
 */
export function planTables(
  present: PresentTables,
  extraNames: Readonly<{ learner: readonly string[]; enrollment: readonly string[] }>,
): TablePlan {
  const learners = present.learners ?? justMade('learners', present);
  const enrollments = present.enrollments ?? justMade('enrollments', present);
  const reading = readLayout(learners, enrollments, extraNames);
  const found = reading.kind === 'fit' ? [] : reading.problems;
  const tables = (['learners', 'enrollments'] as const).filter((role) => present[role] === null);
  const fields = found.flatMap((problem) => missingField(problem, present));
  const taken = fields.some(({ type }) => type === 'two_way_link') ? takenBackName(learners) : [];
  return {
    missing: [...tables.map((role) => ({ kind: 'table' as const, role })), ...fields.sort(linksLast)],
    problems: [...found.filter(({ kind }) => kind !== 'field_missing'), ...taken],
  };
}

function missingField(
  problem: TableProblem,
  { names }: PresentTables,
): Extract<MissingPart, { kind: 'field' }>[] {
  if (problem.kind !== 'field_missing') return [];
  const role = problem.table === names.learners ? 'learners' : 'enrollments';
  return [{ kind: 'field', role, name: problem.field, type: simplestOf(problem.acceptedTypes) }];
}

function simplestOf(accepted: readonly FieldTypeName[]): 'text' | 'date' | 'two_way_link' {
  if (accepted.includes('text')) return 'text';
  return accepted.includes('date') ? 'date' : 'two_way_link';
}

type FieldPart = Extract<MissingPart, { kind: 'field' }>;

function linksLast(a: FieldPart, b: FieldPart): number {
  return Number(a.type === 'two_way_link') - Number(b.type === 'two_way_link');
}

function takenBackName({ name, fields }: DescribedTable): SetupProblem[] {
  return fields.some((field) => field.field_name === fieldNames.enrollments)
    ? [{ kind: 'back_name_taken', table: name, field: fieldNames.enrollments }]
    : [];
}

/** A table as it is once it has been made. */
function justMade(role: TableRole, { names }: PresentTables): DescribedTable {
  return { id: `new ${role}`, name: names[role], fields: firstFields[role].map(describedAs) };
}

const numbers: Readonly<Record<string, number>> = { text: 1, date: 5 };

function describedAs({ name, type }: PlannedField): TableField {
  return { field_id: name, field_name: name, type: numbers[type] ?? 1, property: null };
}

/** What analysis in Base needs beyond what a sync does. */
export type AnalysisPart =
  | { kind: 'field'; role: TableRole; field: PlannedField }
  /** Rows of the last 30 days by a field of the table. */
  | { kind: 'recent_view'; role: TableRole; name: string; field: string };

/** When a learner came into the table; Base fills it. */
const addedField = '新增时间';

const analysisParts: readonly AnalysisPart[] = [
  {
    kind: 'field',
    role: 'learners',
    field: { name: '身份', type: 'select', options: ['学员', '助教', '老师', '测试'] },
  },
  { kind: 'field', role: 'enrollments', field: { name: fieldNames.status, type: 'text' } },
  { kind: 'field', role: 'learners', field: { name: addedField, type: 'created_time' } },
  { kind: 'recent_view', role: 'learners', name: '最近新增', field: addedField },
];

/**
 * What can be offered for analysis and is not there yet. Formulas and lookups are not: one page says that their expression
 * cannot be set (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-field/create), and
 * views cannot be filtered by them.
 */
export function planAnalysis(
  tables: Readonly<Record<TableRole, DescribedTable>>,
  viewNames: readonly string[],
): AnalysisPart[] {
  return analysisParts.filter((part) => {
    if (part.kind === 'recent_view') return !viewNames.includes(part.name);
    return !tables[part.role].fields.some(({ field_name }) => field_name === part.field.name);
  });
}
