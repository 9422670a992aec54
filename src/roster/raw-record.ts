/** One record of the file, its cells as they stand there. */
export interface RawRecord {
  /** Physical line (1-based) on which the record starts; in xlsx the row number of the sheet. */
  line: number;
  cells: string[];
}
