import type { FileWarning } from '../roster.ts';
import type { FoundColumn } from './find-header.ts';
import type { ColumnUse, RosterField } from './known-columns.ts';

/** Places of the cells of one rank: the first that is filled counts, and one that says something else is told of. */
export type LevelCells = readonly number[];

/** The columns that values are read from. */
export interface ChosenColumns {
  /** Per field the ranks of its columns, the best first. No rank: the file does not have it. */
  userId: readonly LevelCells[];
  nickname: readonly LevelCells[];
  phone: readonly LevelCells[];
  course: readonly LevelCells[];
  day: readonly LevelCells[];
  /** All of them count: an order may be paid and refunded. */
  status: readonly number[];
  learner: readonly FieldCells[];
  enrollment: readonly FieldCells[];
  /** Those among the known columns that are read. */
  used: ReadonlySet<FoundColumn>;
  warnings: FileWarning[];
}

export interface FieldCells {
  field: string;
  levels: readonly LevelCells[];
}

const severalLevels: readonly RosterField[] = ['手机号', '报名状态'];

/** What staff are told where a stopgap column had to do. */
const stopgapWarnings: ReadonlyMap<string, FileWarning> = new Map([
  ['昵称', { line: null, code: 'nickname_from_name' }],
  ['学习日期', { line: null, code: 'date_from_purchase' }],
]);

/**
 * Chooses for each field the columns of the best level; of the phone those of all levels, the best first.
 * @param columns those that hold a value in any row; a column without one counts as absent
 */
export function chooseColumns(
  columns: readonly FoundColumn[],
  wanted: { learnerFields: readonly string[]; enrollmentFields: readonly string[] },
): ChosenColumns {
  const levelsOf = (use: ColumnUse, field: string) => {
    const own = columns.filter((column) => column.use === use && column.field === field);
    const levels = groupByLevel(own);
    return use === 'roster' && severalLevels.some((each) => each === field) ? levels : levels.slice(0, 1);
  };
  const roster = (field: RosterField) => cellsOf(levelsOf('roster', field));
  const staticFields = (use: ColumnUse, fields: readonly string[]) =>
    fields.map((field) => ({ field, levels: cellsOf(levelsOf(use, field)) }));
  const fields = distinctFields(columns);
  const used = new Set(fields.flatMap(({ use, field }) => levelsOf(use, field).flat()));
  const learner = staticFields('learner', wanted.learnerFields);
  const enrollment = staticFields('enrollment', wanted.enrollmentFields);
  return {
    userId: roster('用户ID'),
    nickname: roster('昵称'),
    phone: roster('手机号'),
    course: roster('课程'),
    day: roster('学习日期'),
    status: roster('报名状态').flat(),
    learner,
    enrollment,
    used,
    warnings: [
      ...stopgapsAmong(used),
      ...absentAmong('learner_field_absent', learner),
      ...absentAmong('enrollment_field_absent', enrollment),
    ],
  };
}

/** The best level first; in each its columns from left to right. */
function groupByLevel(columns: readonly FoundColumn[]): FoundColumn[][] {
  const levels = new Map<number, FoundColumn[]>();
  for (const column of columns) levels.set(column.level, [...(levels.get(column.level) ?? []), column]);
  return [...levels]
    .sort(([a], [b]) => a - b)
    .map(([, level]) => level.toSorted((a, b) => a.index - b.index));
}

function cellsOf(levels: readonly FoundColumn[][]): LevelCells[] {
  return levels.map((level) => level.map(({ index }) => index));
}

function distinctFields(columns: readonly FoundColumn[]): { use: ColumnUse; field: string }[] {
  return [...new Map(columns.map(({ use, field }) => [`${use} ${field}`, { use, field }])).values()];
}

function stopgapsAmong(used: ReadonlySet<FoundColumn>): FileWarning[] {
  const fields = new Set([...used].filter(({ isStopgap }) => isStopgap).map(({ field }) => field));
  return [...fields].flatMap((field) => stopgapWarnings.get(field) ?? []);
}

function absentAmong(
  code: 'learner_field_absent' | 'enrollment_field_absent',
  fields: readonly FieldCells[],
): FileWarning[] {
  return fields.flatMap(({ field, levels }) => (levels.length > 0 ? [] : [{ line: null, code, field }]));
}
