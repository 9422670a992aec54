import type { FieldKind } from '../../sync/ports.ts';
import type { TableProblem } from '../../sync/table-problem.ts';
import { fieldNames } from './field-names.ts';
import {
  canBeFilled,
  fieldKindOf,
  type TableField,
  typeNameOf,
  type ValueType,
  valueTypes,
} from './field-types.ts';

/** One of the two tables as Feishu describes it. */
export interface DescribedTable {
  id: string;
  /** The name that staff know. */
  name: string;
  fields: readonly TableField[];
}

/** How the two tables, found fit, keep what a sync reads and writes. */
export interface TableLayout {
  /** By the keys of `ExistingLearner.fields`. */
  learnerFields: readonly LearnerField[];
  course: FieldKind;
  /** Further fields of the enrollment. */
  enrollmentFields: readonly NamedField[];
  linkIsTwoWay: boolean;
  /** The learner's side of a two-way link; null with a one-way link, or if the app may not see it. */
  backLinkName: string | null;
  /** Fields that hold nothing of other people's: whatever else is filled does. */
  notOthers: { learner: ReadonlySet<string>; enrollment: ReadonlySet<string> };
}

export interface NamedField {
  name: string;
  kind: FieldKind;
}

export interface LearnerField extends NamedField {
  key: string;
}

export type LayoutReading =
  | { kind: 'fit'; layout: TableLayout }
  | { kind: 'unfit'; problems: TableProblem[] };

/**
 * Checks both tables at once, so that one message can name everything that is wrong.
 * @param extraNames static fields of either table that the sync is to fill
 */
export function readLayout(
  learners: DescribedTable,
  enrollments: DescribedTable,
  extraNames: { learner: readonly string[]; enrollment: readonly string[] },
): LayoutReading {
  const problems: TableProblem[] = [];
  const expectField = (table: DescribedTable, name: string, accepted: readonly ValueType[]): FieldKind => {
    const checked = checkField(table, name, accepted);
    if (checked.kind !== 'unfit') return checked;
    problems.push(checked.problem);
    return { kind: 'text' };
  };

  expectField(learners, fieldNames.userId, ['text']);
  const learnerFields = learnerValues(extraNames.learner).map(({ key, name, accepted }) => ({
    key,
    name,
    kind: expectField(learners, name, accepted),
  }));
  expectField(enrollments, fieldNames.userId, ['text']);
  const course = expectField(enrollments, fieldNames.course, ['text', 'select']);
  expectField(enrollments, fieldNames.day, ['date']);
  const enrollmentFields = extraNames.enrollment
    .filter((name) => name !== fieldNames.status)
    .map((name) => ({ name, kind: expectField(enrollments, name, valueTypes) }));
  problems.push(...linkProblems(learners, enrollments));

  if (problems.length > 0) return { kind: 'unfit', problems };
  const link = fieldOf(enrollments, fieldNames.learner);
  const backLinkName = backLinkOf(link, learners)?.field_name ?? null;
  const ofEnrollments = [...enrollmentFields, ...statusField(enrollments)];
  return {
    kind: 'fit',
    layout: {
      learnerFields,
      course,
      enrollmentFields: ofEnrollments,
      linkIsTwoWay: link !== undefined && typeNameOf(link) === 'two_way_link',
      backLinkName,
      notOthers: {
        learner: notOthers(learners, [fieldNames.userId, backLinkName, ...namesOf(learnerFields)]),
        enrollment: notOthers(enrollments, [...enrollmentCells, ...namesOf(ofEnrollments)]),
      },
    },
  };
}

/** What every enrollment of ours has. */
const enrollmentCells = [fieldNames.userId, fieldNames.course, fieldNames.day, fieldNames.learner];

function namesOf(fields: readonly NamedField[]): string[] {
  return fields.map(({ name }) => name);
}

/** Ours, and what Feishu fills itself. */
function notOthers({ fields }: DescribedTable, ours: readonly (string | null)[]): Set<string> {
  const byFeishu = fields.filter((field) => !canBeFilled(field)).map(({ field_name: name }) => name);
  return new Set([...ours.flatMap((name) => name ?? []), ...byFeishu]);
}

/** Filled wherever the table has it, if it can hold it. */
function statusField(enrollments: DescribedTable): NamedField[] {
  const checked = checkField(enrollments, fieldNames.status, ['text', 'select']);
  return checked.kind === 'unfit' ? [] : [{ name: fieldNames.status, kind: checked }];
}

/** What a sync keeps about a learner, besides 用户ID. */
function learnerValues(
  extraNames: readonly string[],
): { key: string; name: string; accepted: readonly ValueType[] }[] {
  return [
    { key: 'nickname', name: fieldNames.nickname, accepted: ['text'] },
    { key: 'phone', name: fieldNames.phone, accepted: ['text', 'phone'] },
    ...extraNames.map((name) => ({ key: name, name, accepted: valueTypes })),
  ];
}

type CheckedField = FieldKind | { kind: 'unfit'; problem: TableProblem };

function checkField(table: DescribedTable, name: string, accepted: readonly ValueType[]): CheckedField {
  const field = fieldOf(table, name);
  const place = { table: table.name, field: name, acceptedTypes: accepted };
  if (field === undefined) return { kind: 'unfit', problem: { kind: 'field_missing', ...place } };
  const kind = fieldKindOf(field);
  if (kind !== null && accepted.includes(kind.kind)) return kind;
  return { kind: 'unfit', problem: { kind: 'field_type', ...place, actualType: typeNameOf(field) } };
}

function linkProblems(learners: DescribedTable, enrollments: DescribedTable): TableProblem[] {
  const link = fieldOf(enrollments, fieldNames.learner);
  const place = { table: enrollments.name, field: fieldNames.learner };
  const acceptedTypes = ['two_way_link'] as const;
  if (link === undefined) return [{ kind: 'field_missing', ...place, acceptedTypes }];
  const found = typeNameOf(link);
  if (found !== 'two_way_link' && found !== 'one_way_link') {
    return [{ kind: 'field_type', ...place, acceptedTypes, actualType: found }];
  }
  if (link.property?.table_id !== learners.id) {
    return [{ kind: 'link_target', ...place, linkedTable: learners.name }];
  }
  const back = backLinkOf(link, learners);
  // A learner has many enrollments; that an enrollment has one learner may stay so.
  return back?.property?.multiple === false
    ? [{ kind: 'link_single', table: learners.name, field: back.field_name }]
    : [];
}

function backLinkOf(link: TableField | undefined, learners: DescribedTable): TableField | undefined {
  const id = link?.property?.back_field_id;
  return !id ? undefined : learners.fields.find((field) => field.field_id === id);
}

function fieldOf(table: DescribedTable, name: string): TableField | undefined {
  return table.fields.find((field) => field.field_name === name);
}
