import { cleanCell } from '../clean-cell.ts';
import type { RawRecord } from '../raw-record.ts';
import type { FileRefusal } from '../roster.ts';
import type { ColumnMeaning, KnownColumns, RosterField } from './known-columns.ts';
import { normalizeTitle } from './normalize-title.ts';
import { looksLikeData, shownTitles } from './shown-titles.ts';

/** A column of the file that means something. */
export interface FoundColumn extends ColumnMeaning {
  /** Where its cell stands in a record. */
  index: number;
  /** The header as staff see it. */
  title: string;
}

export interface FoundHeader {
  kind: 'header';
  record: RawRecord;
  columns: FoundColumn[];
  /** How many records stand above it. */
  recordsBefore: number;
}

export type NoHeader =
  /** Some record looks like a header, but lacks columns. */
  | Extract<FileRefusal, { code: 'columns_missing' }>
  /** The first record is one of a roster, without a header above it. */
  | Extract<FileRefusal, { code: 'no_header' }>;

export type HeaderFinding =
  | FoundHeader
  | { kind: 'missing'; refusal: NoHeader; known: boolean }
  | { kind: 'none' };

/** Looks for a header among the first records of a table. */
export type FindHeader = (records: readonly RawRecord[]) => HeaderFinding;

const required: RosterField = '用户ID';
/** One of these has to stand beside the 用户ID. */
const oneOf: readonly RosterField[] = ['昵称', '手机号', '课程', '学习日期'];

/** Finds the header among the first records of a table: exports may carry a title above it. */
export function findHeader(records: readonly RawRecord[], known: KnownColumns): HeaderFinding {
  const candidates = candidatesAmong(records, known);
  const header = candidates.find(({ columns }) => isHeader(columns));
  if (header !== undefined) return { kind: 'header', ...header };
  const closest = closestOf(candidates);
  if (closest !== null)
    return { kind: 'missing', refusal: missingIn(closest.record, closest.columns), known: true };
  const [first] = records;
  if (first === undefined) return { kind: 'none' };
  if (looksLikeData(first.cells))
    return { kind: 'missing', refusal: { code: 'no_header', sheets: [] }, known: false };
  // A letter has one value a line; a table of something else has more.
  const isTable = shownTitles(first.cells).length > 1;
  return isTable ? { kind: 'missing', refusal: missingIn(first, []), known: false } : { kind: 'none' };
}

/** Finds the record that is the header of a roster, or would be if one more of its titles meant the 用户ID. */
export function findHeaderBesidesId(records: readonly RawRecord[], known: KnownColumns): HeaderFinding {
  const closest = closestOf(candidatesAmong(records, known));
  const isComplete = closest !== null && hasField(closest.columns, ...oneOf);
  return isComplete ? { kind: 'header', ...closest } : { kind: 'none' };
}

type Candidate = Omit<FoundHeader, 'kind'>;

function candidatesAmong(records: readonly RawRecord[], known: KnownColumns): Candidate[] {
  return records.map((record, recordsBefore) => ({
    record,
    columns: readTitles(record.cells, known),
    recordsBefore,
  }));
}

/** The first of those with the most known titles; null if no record has one. */
function closestOf(candidates: readonly Candidate[]): Candidate | null {
  return candidates.reduce<Candidate | null>(
    (best, next) => (telling(next.columns) > telling(best?.columns ?? []) ? next : best),
    null,
  );
}

/** The columns whose titles are known, among the cells of a record. */
export function readTitles(cells: readonly string[], known: KnownColumns): FoundColumn[] {
  return cells.flatMap((cell, index) =>
    (known.get(normalizeTitle(cell)) ?? []).map((meaning) => ({ ...meaning, index, title: cleanCell(cell) })),
  );
}

/** Whether titles found in a record make it the header of a roster. */
function isHeader(columns: readonly FoundColumn[]): boolean {
  return missingFields(columns).length === 0;
}

/** How many of the columns tell a roster: a state may be that of anything. */
function telling(columns: readonly FoundColumn[]): number {
  const status: RosterField = '报名状态';
  return columns.filter(({ field }) => field !== status).length;
}

function missingIn(record: RawRecord, columns: readonly FoundColumn[]): NoHeader {
  return {
    code: 'columns_missing',
    missing: missingFields(columns),
    found: shownTitles(record.cells),
    sheets: [],
  };
}

function missingFields(columns: readonly FoundColumn[]): string[] {
  if (!hasField(columns, required)) return [required];
  return hasField(columns, ...oneOf) ? [] : [...oneOf];
}

/** Whether any of the fields is among the columns. */
function hasField(columns: readonly FoundColumn[], ...fields: readonly RosterField[]): boolean {
  return columns.some(({ use, field }) => use === 'roster' && fields.some((each) => each === field));
}
