import { cleanCell } from './clean-cell.ts';
import { type ColumnMeaning, type KnownColumns, normaliseHeader, type RosterField } from './known-columns.ts';
import type { RawRecord } from './raw-record.ts';
import type { FileRefusal } from './roster.ts';

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
}

export type MissingColumns = Extract<FileRefusal, { code: 'columns_missing' }>;

export type HeaderFinding =
  | FoundHeader
  /** Some record looks like a header, but lacks columns. */
  | { kind: 'columns_missing'; refusal: MissingColumns }
  | { kind: 'none' };

const required: RosterField = '用户ID';
/** One of these has to stand beside the 用户ID. */
const oneOf: readonly RosterField[] = ['昵称', '手机号', '课程', '学习日期'];

const shownColumns = 30;
const shownCharacters = 30;

/** Finds the header among the first records of a file: exports may carry a title above it. */
export function findHeader(records: readonly RawRecord[], known: KnownColumns): HeaderFinding {
  const candidates = records.map((record) => ({ record, columns: readHeader(record, known) }));
  const header = candidates.find(({ columns }) => missingFields(columns).length === 0);
  if (header !== undefined) return { kind: 'header', ...header };
  const closest = candidates.reduce<(typeof candidates)[number] | null>(
    (best, next) => (next.columns.length > (best?.columns.length ?? 0) ? next : best),
    null,
  );
  if (closest === null) return { kind: 'none' };
  const missing = missingFields(closest.columns);
  return {
    kind: 'columns_missing',
    refusal: { code: 'columns_missing', missing, found: shownTitles(closest.record) },
  };
}

/**
 * What a table without a single known column lacks: the first record stands for its header.
 * @returns null if that record has fewer than two values, as in a letter
 */
export function findUnknownHeader([first]: readonly RawRecord[]): MissingColumns | null {
  const found = first === undefined ? [] : shownTitles(first);
  return found.length < 2 ? null : { code: 'columns_missing', missing: [required], found };
}

/** The titles of a header as staff see them, as far as a message has room for them. */
function shownTitles({ cells }: RawRecord): string[] {
  const titles = cells.map(cleanCell).filter((title) => title !== '');
  return titles.slice(0, shownColumns).map((title) => [...title].slice(0, shownCharacters).join(''));
}

function readHeader(record: RawRecord, known: KnownColumns): FoundColumn[] {
  return record.cells.flatMap((cell, index) =>
    (known.get(normaliseHeader(cell)) ?? []).map((meaning) => ({
      ...meaning,
      index,
      title: cleanCell(cell),
    })),
  );
}

function missingFields(columns: readonly FoundColumn[]): string[] {
  const has = (field: string) => columns.some((column) => column.field === field);
  if (!has(required)) return [required];
  return oneOf.some(has) ? [] : [...oneOf];
}
