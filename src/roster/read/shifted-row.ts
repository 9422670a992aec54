import type { RosterField } from '../header/known-columns.ts';
import { type CellKind, fits, isImpossible, isPlainly, kindsOf } from './cell-kinds.ts';
import type { IdShapes } from './id-shapes.ts';
import type { DataRecord, Section } from './section.ts';

/** To which side the cells of a row stand one title too far. */
export type Shift = 'left' | 'right';

/** A title beside a column: what it holds, `anything` for one that is not known, null where there is none that could. */
type Neighbor = RosterField | 'anything' | null;

interface ShiftColumn {
  place: number;
  field: RosterField;
  left: Neighbor;
  right: Neighbor;
  /** Every row must have a value in it. */
  isRequired: boolean;
}

/** The columns of a section whose cells can show that a row is shifted, from left to right. */
export interface ShiftColumns {
  columns: readonly ShiftColumn[];
  /** The last title: what has gone over the edge belongs to it. */
  last: Neighbor;
}

/** A remark in the place of a phone is no shift: a shift concerns at least two columns. */
const fewestWrong = 2;
const required: readonly RosterField[] = ['课程', '学习日期'];

export function shiftColumns({ titles, places, columns: used }: Section): ShiftColumns {
  const neighbor = (own: RosterField | null, index: number): Neighbor => {
    const field = titles[index];
    if (field === undefined || (field !== null && field === own)) return null;
    return field ?? 'anything';
  };
  const columns = titles.flatMap((field, index) => {
    const sides = { left: neighbor(field, index - 1), right: neighbor(field, index + 1) };
    if (field === null) return [];
    const isRequired = required.includes(field) && used.some((column) => column.index === index);
    return [{ place: places.indexOf(index), field, isRequired, ...sides }];
  });
  return { columns, last: neighbor(null, titles.length - 1) };
}

/** A known column with what stands in it. */
interface FilledColumn extends ShiftColumn {
  kinds: readonly CellKind[];
  /** It holds what can be no value of it. */
  isWrong: boolean;
}

/**
 * Whether the cells of a row stand under the wrong titles. A known column must hold what can be no value of it, and the row
 * either has more cells than the header has titles, or from some column on all known cells are what the title beside them
 * holds.
 */
export function shiftOf(
  { cells, oddity }: DataRecord,
  { columns, last }: ShiftColumns,
  ids: IdShapes,
): Shift | null {
  if (columns.every(({ field, place }) => isPlainly(field, cells[place] ?? ''))) return null;
  const filled = fillColumns(columns, cells, ids);
  const wrong = filled.filter(({ isWrong }) => isWrong);
  if (wrong.length === 0) return null;
  // Words for a phone alone are a remark.
  if (oddity?.isTooFull && wrong.some(({ field }) => field !== '手机号')) return 'right';
  const overTheEdge = kindsOf(oddity?.surplus[0] ?? '', ids);
  const isPushedOut =
    overTheEdge.length > 0 && last !== null && last !== 'anything' && fits(last, overTheEdge);
  if (isShifted(filled, 'left', isPushedOut ? 1 : 0)) return 'right';
  return isShifted(filled, 'right', 0) ? 'left' : null;
}

function fillColumns(
  columns: readonly ShiftColumn[],
  cells: readonly string[],
  ids: IdShapes,
): FilledColumn[] {
  const filled = columns.map((column) => ({ ...column, kinds: kindsOf(cells[column.place] ?? '', ids) }));
  const hasDay = filled.some(({ field, kinds }) => field === '学习日期' && kinds.includes('day'));
  return filled.map((column) => {
    // A session may be named by its day.
    const isSession = column.field === '课程' && hasDay && column.kinds.includes('day');
    return { ...column, isWrong: !isSession && isImpossible(column.field, column.kinds) };
  });
}

/**
 * Whether, from some column on, all known cells are what the title on this side of them holds.
 * @param wrong how many are known to be wrong behind the last column
 */
function isShifted(columns: readonly FilledColumn[], side: 'left' | 'right', wrong: number): boolean {
  let [wrongSoFar, strange, isCertain] = [wrong, 0, false];
  for (const { field, kinds, isWrong, isRequired, [side]: title } of columns.toReversed()) {
    if (title === null ? kinds.length > 0 : title !== 'anything' && !fits(title, kinds)) return false;
    if (isWrong) wrongSoFar++;
    if (!fits(field, kinds)) strange++;
    // Somebody may be called like a phone and have a remark for one, but not where another cell shows the shift.
    if (kinds.length === 0 ? isRequired : isWrong && field !== '手机号') isCertain = true;
    if (wrongSoFar >= fewestWrong || (isCertain && wrongSoFar > 0 && strange >= fewestWrong)) return true;
  }
  return false;
}
