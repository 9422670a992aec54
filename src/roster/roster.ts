import type { NotEnrolledCode } from './enrollment-status.ts';

/** What a roster file turns out to be: a roster of rows, a question to a person, or a refusal of the whole file. */
export type RosterReading =
  | { kind: 'read'; roster: Roster }
  | { kind: 'asks'; question: RosterQuestion }
  | { kind: 'refused'; refusal: FileRefusal };

/** What only a person can say about a file before its rows can be read; the answer goes into `ReadRosterOptions`. */
export type RosterQuestion = {
  /** Several sheets hold a roster: which of them are meant? */
  about: 'sheets';
  sheets: SheetChoice[];
  /** Whether any of the sheets has such a column; what none has can be asked about at once. */
  hasCourseColumn: boolean;
  hasDateColumn: boolean;
};

export interface SheetChoice {
  name: string;
  rows: number;
  /** Its name does not say that it holds something else: refunds, a copy, a template. */
  proposed: boolean;
}

/** A calendar day as written in the file, `YYYY-MM-DD`. It has no time zone and is never converted. */
export type CalendarDay = string;

export interface Roster {
  file: RosterFile;
  /** Whether every row comes with these by columns of the file; a column without any value counts as absent. */
  hasCourseColumn: boolean;
  hasDateColumn: boolean;
  /** Every data row in file order. Blank rows, footers and repeated headers are left out. */
  rows: RosterRow[];
  /** How many rows have their cells under the wrong titles, if most have, so that none is refused for it; else 0. */
  shiftedRows: number;
  /** Remarks about the file as a whole. */
  warnings: FileWarning[];
}

/** What the reader saw of a file, for people to check; nothing in it is about a learner. */
export interface RosterFile {
  /** The worksheets of a workbook in their order, without blank ones; empty for a CSV. */
  sheets: SeenSheet[];
  /** The line of the first header. */
  headerLine: number;
  /** From left to right. `field`: what the column is read for, null if it is ignored. */
  columns: { title: string; field: string | null }[];
  skipped: {
    /** Records above the headers. */
    beforeHeader: number;
    footers: { line: number; text: string }[];
    blank: number;
    /** Rows that a filter hides. They are read. */
    hidden: number;
  };
}

export interface SeenSheet {
  name: string;
  /** Data rows; 0 without a header. */
  rows: number;
  read: boolean;
}

/**
 * A row of the file. `line` names it in the whole file: the physical line (1-based) on which its record starts or the row number of
 * its sheet; see `placeOfLine` for a workbook of several sheets.
 */
export type RosterRow = ValidRow | NotEnrolledRow | RejectedRow;

export interface ValidRow {
  kind: 'valid';
  line: number;
  learner: LearnerValues;
  /** null exactly if the row has no course column. */
  course: string | null;
  /** null exactly if the row has no date column. */
  day: CalendarDay | null;
  /** What its status columns say, the first that says something; empty if none does. */
  status: string;
  /** Opt-in columns of the enrollment by their Base field name. */
  extras: Readonly<Record<string, string>>;
  warnings: readonly RowWarning[];
}

/** A row whose status says that its learner is not enrolled (any more). It is not written. */
export interface NotEnrolledRow {
  kind: 'not_enrolled';
  line: number;
  userId: string;
  nickname: string;
  /** null if there is no column, or nothing in it that can be read. */
  course: string | null;
  day: CalendarDay | null;
  code: NotEnrolledCode;
  /** The status as written. */
  status: string;
}

export interface RejectedRow {
  kind: 'rejected';
  line: number;
  /** The cleaned 用户ID where there is one, so that staff can find the person. */
  userId: string | null;
  /** The cleaned nickname, empty if there is none. */
  nickname: string;
  code: RowRejectionCode;
  /** What is wrong, as it stands in the file, shortened; null if it is something that is missing. */
  value: string | null;
  /** Of `row_swallowed`: the last line that the row reaches to. */
  lastLine?: number;
  /** What a person can say for it, after which nothing that stands in it keeps it from being valid; absent where that is not so. */
  lacks?: RowLack;
}

export type RowLack = 'course' | 'day' | 'course_and_day';

/** What a row says about its learner, cleaned; an empty string means that the file says nothing. */
export interface LearnerValues {
  /** 用户ID: opaque, case-sensitive. */
  userId: string;
  nickname: string;
  /** Digits, with a leading `+` only for a foreign country code; with marks only where they mean something. */
  phone: string;
  /** Opt-in static columns by their Base field name, such as 城市. */
  extras: Readonly<Record<string, string>>;
}

/** Checked in this order; the first that applies is the one reported. */
export const rowRejectionCodes = [
  /** A quote that does not close has taken the rows that follow into one cell. */
  'row_swallowed',
  /** Bytes that no character has. */
  'damaged_text',
  /** Its cells stand under the wrong titles. */
  'row_shifted',
  /** A formula that no program has computed. */
  'formula_without_value',
  'missing_user_id',
  'user_id_scientific',
  'user_id_excel_error',
  /** Not an id: a formula, a link, words, or unlike all other ids of the file. */
  'user_id_odd',
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
  /** It has more cells than the header has titles. */
  'row_too_wide',
] as const;

/** Those that are about one field of the row. */
export const fieldWarningCodes = [
  /** What stands there is no value but what a program made of it; it counts as empty. */
  'damaged_value',
  /** Two columns of one rank say different things: the left one counts. */
  'columns_differ',
] as const;

export type RowWarningCode = (typeof rowWarningCodes)[number];
export type FieldWarningCode = (typeof fieldWarningCodes)[number];

export type RowWarning = { code: RowWarningCode } | { code: FieldWarningCode; field: string };

export type FileWarning =
  /** The nickname is taken from 姓名, because there is no nickname column. */
  | { line: null; code: 'nickname_from_name' }
  /** The learning date is taken from 购买时间, the last resort. */
  | { line: null; code: 'date_from_purchase' }
  /** No title means the 用户ID: the column of this title is one because a person has said so. */
  | { line: null; code: 'id_column_answered'; title: string }
  /** A field that was asked for is not a column of the file. */
  | { line: null; code: 'learner_field_absent'; field: string }
  | { line: null; code: 'enrollment_field_absent'; field: string }
  /** A header with other columns, or in another order, stands among the rows: what follows is read by it. */
  | { line: number; code: 'section_changed' }
  /** Sheets that hold something but no header, or a header but are hidden. */
  | { line: null; code: 'sheets_not_read'; sheets: { name: string; isHidden: boolean }[] }
  /** A filter hides so many rows; they are read. */
  | { line: null; code: 'rows_hidden'; count: number }
  /** Values of the status columns that are not known; their rows are read. */
  | { line: null; code: 'status_unknown'; values: { value: string; rows: number }[] };

export type RosterLimit = 'bytes' | 'unpacked' | 'text' | 'rows' | 'columns' | 'cell';

/** Why a file as a whole is not read. Nothing was written. `sheets`: the names of those looked at, none for a CSV. */
export type FileRefusal =
  | { code: 'empty_file' }
  | { code: 'header_only' }
  /** HTML, MHT or XML with the name of an Excel file. */
  | { code: 'web_table' }
  | { code: 'old_xls' }
  | { code: 'password_protected' }
  | { code: 'other_format'; format: OtherFormat }
  /** A zip that is no office file, or another archive. */
  | { code: 'archive' }
  /** Read in the wrong encoding and saved so: 鐢ㄦ埛. */
  | { code: 'mojibake' }
  /** The first row is one about a learner. */
  | { code: 'no_header'; sheets: string[] }
  /** Neither text nor xlsx, or nothing in it looks like a table. `hiddenRosters`: hidden sheets with the header of a roster. */
  | { code: 'not_a_roster'; looksLike: 'binary' | 'text'; sheets: string[]; hiddenRosters?: string[] }
  /**
   * A header row is there, but not the columns needed: 用户ID, or else any one of the several that `missing` names.
   * `found` holds its titles, as far as they look like titles; without a known one, those of the first row.
   */
  | { code: 'columns_missing'; missing: string[]; found: string[]; sheets: string[] }
  /** In most rows the cells stand under the wrong titles, and none can be read as it stands. */
  | { code: 'columns_swapped' }
  | { code: 'damaged_encoding' }
  /** An xlsx that is no sound zip of sound XML. */
  | { code: 'damaged_file'; line: number | null }
  | { code: 'too_many_blank_rows'; line: number }
  /** `sheet`: on which the line is, where there are several. */
  | { code: 'limit_exceeded'; limit: RosterLimit; allowed: number; line: number | null; sheet?: string };

export type OtherFormat = 'image' | 'pdf' | 'word' | 'slides' | 'ods' | 'xlsb' | 'numbers' | 'json';

/** What the reader has to be told besides the bytes. */
export interface ReadRosterOptions {
  /** Today in the Base's time zone; dates more than two years later are refused. */
  today: CalendarDay;
  /** ROSTER_COLUMNS: further header names of a field, such as `{ 用户ID: ['学员编号'] }`. */
  extraAliases: Readonly<Record<string, readonly string[]>>;
  /** LEARNER_FIELDS: static columns to read for the learner, by Base field name. */
  learnerFields: readonly string[];
  /** ENROLLMENT_FIELDS: columns to read for the enrollment, by Base field name. */
  enrollmentFields: readonly string[];
  /** The sheets that are meant, where a person has said so. */
  sheets: readonly string[] | null;
  /** What rows say that have such a column and nothing in it. */
  fill: RowFill;
  /** Told as soon as the columns of a roster are found, before the rows are read. */
  onHeader?: () => void;
}

/** What a person has said about rows that lack a course or a date; null: nothing. */
export interface RowFill {
  course: string | null;
  day: CalendarDay | null;
}

export const nothingFilled: RowFill = { course: null, day: null };
