/** What a table consists of, in the order in which it is read. */
export type TableItem = RawRecord | BlankRows | MergedCells;

/** One record of the file, its cells as they stand there. */
export interface RawRecord {
  kind: 'record';
  /** Physical line (1-based) on which the record starts; in xlsx the row number of the sheet. */
  line: number;
  /** The line on which it ends: another one only where a quoted cell of a CSV holds line breaks. */
  lastLine: number;
  cells: string[];
  flaw: RecordFlaw | null;
}

/**
 * `hidden`: a filter or a person hides the row of the sheet. `unclosed`: a quote opens in it and never closes.
 * `damaged`: it holds bytes that no character has.
 */
export type RecordFlaw = 'hidden' | 'unclosed' | 'damaged';

/** So many rows without any value, of which the last stands on `line`. */
export interface BlankRows {
  kind: 'blank';
  line: number;
  count: number;
}

/** Cells of one column of a sheet merged downwards. Known only after all records of the sheet. */
export interface MergedCells {
  kind: 'merged';
  column: number;
  firstLine: number;
  lastLine: number;
}

/** Stands in a cell for the value of a formula that no program has computed yet. XML cannot hold this character. */
export const formulaWithoutValue = '\u0000';
