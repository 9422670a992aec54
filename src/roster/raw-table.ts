import type { RosterField } from './header/known-columns.ts';
import type { LinePlace } from './line-place.ts';

/** A table of a roster file as it stands there. */
export interface RawTable {
  header: string[];
  /** What each column of the header is for, in its place; null where it is none of a roster. */
  fields: (RosterField | null)[];
  /** What comes after the header, in the places of `readRoster`; blank records are left out, footers are not. */
  records: (LinePlace & { cells: string[] })[];
}
