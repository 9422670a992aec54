/** What a roster file turns out to be: either a roster of rows, or a refusal of the whole file. */
export type RosterReading = { kind: 'read'; roster: Roster } | { kind: 'refused'; refusal: FileRefusal };

/** A calendar day as written in the file, `YYYY-MM-DD`. It has no time zone and is never converted. */
export type CalendarDay = string;

export interface Roster {
  /** Physical line (1-based) of the header record; in xlsx the row number of the sheet. */
  headerLine: number;
  /** Whether the file itself has these columns; a column without any value counts as absent. */
  hasCourseColumn: boolean;
  hasDateColumn: boolean;
  /** Every data row in file order. Blank and footer rows are left out. */
  rows: RosterRow[];
  /** Remarks about the file as a whole. */
  warnings: FileWarning[];
}

export type RosterRow = ValidRow | RejectedRow;

export interface ValidRow {
  kind: 'valid';
  /** Physical line (1-based) on which the record starts. */
  line: number;
  learner: LearnerValues;
  /** null exactly if the file has no course column. */
  course: string | null;
  /** null exactly if the file has no date column. */
  day: CalendarDay | null;
  warnings: RowWarningCode[];
}

export interface RejectedRow {
  kind: 'rejected';
  line: number;
  /** The cleaned 用户ID where there is one, so that staff can find the person. */
  userId: string | null;
  code: RowRejectionCode;
}

/** What a row says about its learner, cleaned; an empty string means that the file says nothing. */
export interface LearnerValues {
  /** 用户ID: opaque, case-sensitive. */
  userId: string;
  nickname: string;
  /** Digits, with a leading `+` only for a foreign country code. */
  phone: string;
  /** Opt-in static columns by their Base field name, such as 城市. */
  extras: Readonly<Record<string, string>>;
}

/** Checked in this order; the first that applies is the one reported. */
export const rowRejectionCodes = [
  'missing_user_id',
  'user_id_scientific',
  'user_id_excel_error',
  'phone_scientific',
  'missing_course',
  'missing_date',
  'invalid_date',
  'date_out_of_range',
] as const;
export type RowRejectionCode = (typeof rowRejectionCodes)[number];

/** A row with such a warning is still valid. */
export const rowWarningCodes = [
  'phone_masked',
  'phone_invalid',
  'phone_multiple',
  'nickname_empty',
  'user_id_unusual',
] as const;
export type RowWarningCode = (typeof rowWarningCodes)[number];

export type FileWarning =
  /** Two columns of one alias level: the left one is read. */
  | { code: 'duplicate_column'; field: string; used: string; ignored: string }
  /** The nickname is taken from 姓名, because there is no nickname column. */
  | { code: 'nickname_from_name' }
  /** The learning date is taken from 购买时间, the last resort. */
  | { code: 'date_from_purchase' }
  /** A learner field that was asked for is not a column of the file. */
  | { code: 'learner_field_absent'; field: string };

/** Why a file as a whole is not read. Nothing was written. */
export type FileRefusal =
  | { code: 'empty_file' }
  | { code: 'header_only' }
  /** Neither text nor xlsx, or nothing in it looks like a table. */
  | { code: 'not_a_roster'; looksLike: 'image' | 'pdf' | 'word' | 'xls' | 'archive' | 'binary' | 'text' }
  /**
   * A header row is there, but not the columns needed: 用户ID, or else any one of the several that `missing` names.
   * `found` holds its titles, the first 30, each up to 30 characters; without a known one, those of the first row.
   */
  | { code: 'columns_missing'; missing: string[]; found: string[] }
  | { code: 'damaged_encoding' }
  /** A quote that does not close, with the line on which its record starts, or an xlsx that is no sound zip of sound XML. */
  | { code: 'damaged_file'; line: number | null }
  | {
      code: 'limit_exceeded';
      limit: 'bytes' | 'rows' | 'columns' | 'cell';
      allowed: number;
      line: number | null;
    };

/** What the reader has to be told besides the bytes. */
export interface ReadRosterOptions {
  /** Today in the Base's time zone; dates more than two years later are refused. */
  today: CalendarDay;
  /** ROSTER_COLUMNS: further header names of a field, such as `{ 用户ID: ['学员编号'] }`. */
  extraAliases: Readonly<Record<string, readonly string[]>>;
  /** LEARNER_FIELDS: static columns to read into `extras`, by Base field name. */
  learnerFields: readonly string[];
}
