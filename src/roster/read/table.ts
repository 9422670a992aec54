import type { Delimiter } from '../csv/read-csv-records.ts';
import type { FoundHeader } from '../header/find-header.ts';
import type { TableItem } from '../raw-record.ts';

/** One way to read a table: a CSV under an encoding and a delimiter, or a sheet of a workbook. */
export interface Source {
  /** Place and name among the visible worksheets; null for a CSV. */
  sheet: { index: number; name: string } | null;
  delimiter: Delimiter | null;
  /** Days are counted from 1904 where a number does not say that it is one. */
  from1904: boolean;
  /** The items from the start each time. */
  items(): AsyncGenerator<TableItem>;
}

/** A table whose header is known. */
export interface Table extends Source {
  header: FoundHeader;
}

/** A file whose tables are known. */
export interface OpenedFile {
  /** Those with the header of a roster, at least one. */
  tables: Table[];
  /** Names of the visible worksheets; none for a CSV. */
  sheetNames: string[];
  /** Sheets that are not read although they hold something. */
  unread: { name: string; isHidden: boolean }[];
}
