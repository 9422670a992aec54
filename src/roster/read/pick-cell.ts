import type { LevelCells } from '../header/choose-columns.ts';
import { formulaWithoutValue } from '../raw-record.ts';

/** What a cell says, empty if nothing. */
export type CellReader = (cell: string) => string;

/** The first cell of a field that says something, of the best rank that has one, as it stands in the file; else the first of all. */
export function pickCell(cells: readonly string[], levels: readonly LevelCells[], read: CellReader): string {
  const first = cells[levels[0]?.[0] ?? -1] ?? '';
  if (!hasSeveralColumns(levels)) return first;
  const filled = levels.flatMap((level) => filledCells(cells, level, read))[0];
  return filled ?? first;
}

/** Whether columns of one rank say different things, in the best rank that says anything. */
export function columnsDiffer(
  cells: readonly string[],
  levels: readonly LevelCells[],
  read: CellReader,
): boolean {
  const level = levels.find((each) => filledCells(cells, each, read).length > 0) ?? [];
  return new Set(filledCells(cells, level, read).map(read)).size > 1;
}

export function hasSeveralColumns(levels: readonly LevelCells[]): boolean {
  return levels.length > 1 || (levels[0]?.length ?? 0) > 1;
}

function filledCells(cells: readonly string[], level: LevelCells, read: CellReader): string[] {
  return level
    .map((place) => cells[place] ?? '')
    .filter((cell) => cell === formulaWithoutValue || read(cell) !== '');
}
