import type { FoundColumn } from './find-header.ts';
import type { RosterField } from './known-columns.ts';
import type { FileWarning } from './roster.ts';

/** The columns that values are read from. */
export interface ChosenColumns {
  /** By field. Of the phone there may be several: in this order, the first that holds a value gives the phone. */
  byField: ReadonlyMap<string, readonly FoundColumn[]>;
  warnings: FileWarning[];
}

const severalLevels: RosterField = '手机号';

/** What staff are told where a stopgap column had to do. */
const stopgapWarnings: ReadonlyMap<string, FileWarning> = new Map([
  ['昵称', { code: 'nickname_from_name' }],
  ['学习日期', { code: 'date_from_purchase' }],
]);

/**
 * Chooses for each field the column of the best level, and on one level the left one.
 * @param columns those that hold a value in any row; a column without one counts as absent
 * @param learnerFields the static fields that staff expect in the file
 */
export function chooseColumns(
  columns: readonly FoundColumn[],
  learnerFields: readonly string[],
): ChosenColumns {
  const byField = new Map<string, FoundColumn[]>();
  const warnings: FileWarning[] = [];
  for (const [field, levels] of levelsByField(columns)) {
    const read = field === severalLevels ? levels : levels.slice(0, 1);
    const chosen = read.flatMap((level) => level.slice(0, 1));
    byField.set(field, chosen);
    warnings.push(...read.flatMap(duplicateWarnings));
    const stopgapWarning = chosen.some((column) => column.isStopgap) && stopgapWarnings.get(field);
    if (stopgapWarning) warnings.push(stopgapWarning);
  }
  for (const field of learnerFields) {
    if (!byField.has(field)) warnings.push({ code: 'learner_field_absent', field });
  }
  return { byField, warnings };
}

/** Per field its levels, the best first; in each its columns from left to right. */
function levelsByField(columns: readonly FoundColumn[]): Map<string, FoundColumn[][]> {
  const sorted = columns.toSorted((a, b) => a.level - b.level || a.index - b.index);
  const byField = new Map<string, FoundColumn[][]>();
  for (const column of sorted) {
    const levels = byField.get(column.field) ?? [];
    const level = levels.at(-1);
    if (level?.[0]?.level === column.level) level.push(column);
    else levels.push([column]);
    byField.set(column.field, levels);
  }
  return byField;
}

function duplicateWarnings([used, ...others]: FoundColumn[]): FileWarning[] {
  if (used === undefined) return [];
  return others.map((other) => ({
    code: 'duplicate_column',
    field: used.field,
    used: used.title,
    ignored: other.title,
  }));
}
