import type { RosterField } from '../header/known-columns.ts';
import { type CellKind, fits, isImpossible, isPlainly, kindsOf } from './cell-kinds.ts';
import type { IdShapes } from './id-shapes.ts';
import type { DataRecord, Section } from './section.ts';

/** Where the cells of a row stand: so many of them one title too far to this side. */
export type Shift = 'left' | 'right';

/** A title beside a column: what it holds, `anything` for one that is not known, null where there is none that could. */
type Neighbor = RosterField | 'anything' | null;

interface ShiftColumn {
  place: number;
  field: RosterField;
  left: Neighbor;
  right: Neighbor;
}

/** The columns of a section whose cells can show that a row is shifted, from left to right. */
export interface ShiftColumns {
  columns: readonly ShiftColumn[];
  last: Neighbor;
}

const fewestShifted = 2;

export function shiftColumns({ titles, places }: Section): ShiftColumns {
  const neighbor = (own: RosterField | null, index: number): Neighbor => {
    const field = titles[index];
    if (field === undefined || (field !== null && field === own)) return null;
    return field ?? 'anything';
  };
  const columns = titles.flatMap((field, index) =>
    field === null
      ? []
      : [
          {
            place: places.indexOf(index),
            field,
            left: neighbor(field, index - 1),
            right: neighbor(field, index + 1),
          },
        ],
  );
  return { columns, last: neighbor(null, titles.length - 1) };
}

/**
 * Whether the cells of a row stand under the wrong titles. A known column must hold what can be no value of it, and the row
 * either has more cells than the header has titles, or from some column on all known cells, two at least, are what the title
 * beside them holds.
 */
export function shiftOf(
  { cells, oddity }: DataRecord,
  { columns, last }: ShiftColumns,
  ids: IdShapes,
): Shift | null {
  if (columns.every(({ field, place }) => isPlainly(field, cells[place] ?? ''))) return null;
  const kinds = columns.map(({ place }) => kindsOf(cells[place] ?? '', ids));
  const isDayKnown = columns.some(
    ({ field }, index) => field === '学习日期' && kinds[index]?.includes('day'),
  );
  const wrong = columns.map(({ field }, index) => {
    const own = kinds[index] ?? [];
    // A session may be named by its day.
    if (field === '课程' && isDayKnown && own.includes('day')) return false;
    return isImpossible(field, own);
  });
  if (!wrong.includes(true)) return null;
  // Words for a phone alone are a remark.
  if (oddity?.isTooFull && wrong.some((each, index) => each && columns[index]?.field !== '手机号'))
    return 'right';
  const pushedOut = kindsOf(oddity?.surplus[0] ?? '', ids);
  const surplus =
    last !== null && last !== 'anything' && pushedOut.length > 0 && fits(last, pushedOut) ? 1 : 0;
  if (isShifted('left', surplus)) return 'right';
  return isShifted('right', 0) ? 'left' : null;

  function isShifted(side: 'left' | 'right', known: number): boolean {
    let shifted = known;
    let isWrong = false;
    for (let index = columns.length - 1; index >= 0; index--) {
      const own: readonly CellKind[] = kinds[index] ?? [];
      const title = columns[index]?.[side] ?? null;
      if (title === null || (title !== 'anything' && !fits(title, own))) return false;
      if (own.length > 0) shifted++;
      isWrong ||= wrong[index] === true;
      if (isWrong && shifted >= fewestShifted) return true;
    }
    return false;
  }
}
