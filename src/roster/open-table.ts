import { type Delimiter, readCsvRecords } from './csv-records.ts';
import { decodeText } from './decode-text.ts';
import { fileKind } from './file-kind.ts';
import {
  type FoundColumn,
  type FoundHeader,
  findHeader,
  findUnknownHeader,
  type HeaderFinding,
  type MissingColumns,
} from './find-header.ts';
import type { KnownColumns } from './known-columns.ts';
import { limits } from './limits.ts';
import type { RawRecord } from './raw-record.ts';
import { limitExceeded, RefusedFile } from './refused-file.ts';
import { usableRecords } from './usable-records.ts';
import { readXlsxRecords } from './xlsx-records.ts';
import { openWorkbook } from './xlsx-workbook.ts';

/** A file whose header is known. */
export interface Table {
  header: RawRecord;
  columns: FoundColumn[];
  /** The records after the header, blank ones left out. */
  rows(): AsyncGenerator<RawRecord>;
}

/** One way to read a file: an encoding with a delimiter, or the only way for an xlsx. */
interface Reading {
  lossy: boolean;
  /** From the start each time, blank ones included. */
  records(): AsyncGenerator<RawRecord>;
}

const delimiters: readonly Delimiter[] = [',', '\t', ';'];
/** Blank records do not count. */
const headerSearchRecords = 20;
const headerSearchWithBlank = 1000;

/**
 * Opens the bytes in the first way under which a header appears.
 * @throws RefusedFile if there is none, or the file cannot be read for another reason
 */
export async function openTable(bytes: Uint8Array, known: KnownColumns): Promise<Table> {
  if (bytes.length > limits.bytes) throw limitExceeded('bytes', null);
  const heads: SearchedHead[] = [];
  for await (const reading of readings(bytes)) {
    const head = await readHead(reading);
    const finding = findHeader(head.records, known);
    if (finding.kind === 'header') return toTable(reading, finding);
    heads.push({ ...head, finding });
  }
  throw whyNoHeader(heads);
}

async function* readings(bytes: Uint8Array): AsyncGenerator<Reading> {
  const kind = fileKind(bytes);
  if (kind === 'zip') {
    const workbook = await openWorkbook(bytes);
    yield { lossy: false, records: () => readXlsxRecords(workbook) };
    return;
  }
  if (kind !== 'text') throw new RefusedFile({ code: 'not_a_roster', looksLike: kind });
  for (const { text, lossy } of decodeText(bytes)) {
    if (text.includes('\0')) throw new RefusedFile({ code: 'not_a_roster', looksLike: 'binary' });
    for (const delimiter of delimiters) {
      yield { lossy, records: () => readCsvRecords(text, delimiter) };
    }
  }
}

interface Head {
  lossy: boolean;
  records: RawRecord[];
  /** What ended the reading early. Under the wrong delimiter it means nothing. */
  failure: RefusedFile | null;
}

type SearchedHead = Head & { finding: HeaderFinding };

async function readHead({ lossy, records }: Reading): Promise<Head> {
  const head: Head = { lossy, records: [], failure: null };
  try {
    for await (const record of usableRecords(firstRecords(records()))) {
      if (head.records.push(record) === headerSearchRecords) break;
    }
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    head.failure = error;
  }
  return head;
}

async function* firstRecords(records: AsyncIterable<RawRecord>): AsyncGenerator<RawRecord> {
  let left = headerSearchWithBlank;
  for await (const record of records) {
    yield record;
    if (--left === 0) return;
  }
}

function toTable({ lossy, records }: Reading, { record: header, columns }: FoundHeader): Table {
  if (lossy) throw new RefusedFile({ code: 'damaged_encoding' });
  return { header, columns, rows: () => recordsAfter(header, usableRecords(records())) };
}

async function* recordsAfter(
  header: RawRecord,
  records: AsyncIterable<RawRecord>,
): AsyncGenerator<RawRecord> {
  for await (const record of records) {
    if (record.line > header.line) yield record;
  }
}

function whyNoHeader(heads: readonly SearchedHead[]): RefusedFile {
  for (const { lossy, finding } of heads) {
    if (finding.kind === 'columns_missing' && !lossy) return new RefusedFile(finding.refusal);
  }
  const readable = heads.filter((head) => head.failure === null);
  const [failure] = heads.map((head) => head.failure);
  if (failure && readable.length === 0) return failure;
  if (readable.some((head) => head.records.length === 0)) return new RefusedFile({ code: 'empty_file' });
  const unknown = widestUnknownHeader(heads);
  if (unknown !== null) return new RefusedFile(unknown);
  const isText = heads.some((head) => !head.lossy);
  return new RefusedFile({ code: 'not_a_roster', looksLike: isText ? 'text' : 'binary' });
}

/** Under the right delimiter a header has the most cells. */
function widestUnknownHeader(heads: readonly SearchedHead[]): MissingColumns | null {
  const sound = heads.filter((head) => !head.lossy);
  const found = sound.map((head) => findUnknownHeader(head.records)).filter((refusal) => refusal !== null);
  return found.toSorted((a, b) => b.found.length - a.found.length)[0] ?? null;
}
