const examplesShown = 3;

/** The first few, in words; enough for a person to see what is wrong with all of them. */
export function examplesOf<Row>(rows: readonly Row[], say: (row: Row) => string): string[] {
  return rows.slice(0, examplesShown).map(say);
}
