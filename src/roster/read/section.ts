import type { FoundColumn } from '../header/find-header.ts';
import type { RosterField } from '../header/known-columns.ts';
import type { RawRecord, RecordFlaw } from '../raw-record.ts';

/** Records below one header, before any of them is understood: that depends on all of the file. */
export interface Section {
  /** null for a CSV. */
  sheet: { index: number; name: string } | null;
  header: RawRecord;
  /** A quote in the header may have taken rows into it. */
  headerOddity: Oddity | null;
  /** The known columns that hold a value in any record. `index`: their place in a record of the file. */
  columns: FoundColumn[];
  /** Which cells of a record of the file are kept. */
  places: readonly number[];
  /** By place in the file: what the title means for every roster, null for any other title. */
  titles: readonly (RosterField | null)[];
  records: DataRecord[];
  from1904: boolean;
}

/** A record with only the cells that mean something, in the order of `Section.places`. */
export interface DataRecord {
  /** In the whole file. */
  line: number;
  cells: string[];
  /** Most records have nothing of the kind. */
  oddity: Oddity | null;
}

export interface Oddity {
  flaw: RecordFlaw | null;
  /** On which the record ends, in the whole file. */
  lastLine: number;
  /** Filled cells to the right of all titles. */
  surplus: string[];
  /** More filled cells than the header has titles. */
  isTooFull: boolean;
  /** It begins like a line that closes a list. */
  footer: string | null;
  /** What stands for a 用户ID in rows that a quote may have swallowed. */
  swallowedIds: string[];
  /** A cell is longer than any may be, unless it holds rows that were swallowed. */
  isTooLong: boolean;
}
