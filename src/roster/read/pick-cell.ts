import type { LevelCells } from '../header/choose-columns.ts';
import { holdsValue } from './checked-items.ts';

export interface PickedCell {
  /** Empty if none is filled. */
  cell: string;
  /** Another column of the same rank says something else. */
  differs: boolean;
}

const nothing: PickedCell = { cell: '', differs: false };

/**
 * The first filled cell of a field, of the best rank that has one.
 * @param read what a cell says, to compare two of them
 */
export function pickCell(
  cells: readonly string[],
  levels: readonly LevelCells[],
  read: (cell: string) => unknown,
): PickedCell {
  for (const level of levels) {
    const [first, ...others] = level.map((place) => cells[place] ?? '').filter(holdsValue);
    if (first === undefined) continue;
    const said = read(first);
    return { cell: first, differs: others.some((other) => read(other) !== said) };
  }
  return nothing;
}
