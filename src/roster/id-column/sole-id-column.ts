import type { PossibleIdColumn } from './id-counts.ts';

/** Values of all columns together that are compared with Base: asking for more would cost more calls than a sync. */
const mostCompared = 200;
const mostOfOne = 50;

/** Values of the columns of which only Base can tell whether they are ids: of long columns some that stand for all. */
export function valuesToCompare(columns: readonly PossibleIdColumn[]): Set<string> {
  const undecided = columns.filter((column) => !isByShape(column));
  return new Set(undecided.flatMap((column) => sampleOf(column, undecided.length)));
}

/**
 * The title of the one column that can be the 用户ID: at least half of its values are ids of Base or look like ids usually do.
 * @param inBase those of `valuesToCompare` that Base has
 * @returns null if none can, or several
 */
export function soleIdColumn(
  columns: readonly PossibleIdColumn[],
  inBase: ReadonlySet<string>,
): string | null {
  const undecided = columns.filter((column) => !isByShape(column)).length;
  const fit = columns.filter((column) => isByShape(column) || isByBase(column, undecided, inBase));
  const [only, ...others] = fit;
  return only === undefined || others.length > 0 ? null : only.title;
}

function isByShape({ usual, filled }: PossibleIdColumn): boolean {
  return isHalf(usual, filled);
}

function isByBase(column: PossibleIdColumn, undecided: number, inBase: ReadonlySet<string>): boolean {
  const { others, usual, filled } = column;
  const sample = sampleOf(column, undecided);
  const hits = sample.filter((value) => inBase.has(value));
  if (hits.length === 0) return false;
  const found = (cellsOf(hits, others) * cellsOf([...others.keys()], others)) / cellsOf(sample, others);
  return isHalf(usual + found, filled);
}

/** @param undecided how many columns share what may be compared */
function sampleOf({ others }: PossibleIdColumn, undecided: number): string[] {
  const values = [...others.keys()];
  const size = Math.min(values.length, mostOfOne, Math.max(1, Math.floor(mostCompared / undecided)));
  return Array.from({ length: size }, (_, index) => values[Math.floor((index * values.length) / size)] ?? '');
}

function cellsOf(values: readonly string[], others: PossibleIdColumn['others']): number {
  return values.reduce((sum, value) => sum + (others.get(value) ?? 0), 0);
}

function isHalf(part: number, whole: number): boolean {
  return part * 2 >= whole;
}
