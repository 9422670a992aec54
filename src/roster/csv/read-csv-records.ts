import { pipeline, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, type Info, type Options, type Parser, parse } from 'csv-parse';
import { limits } from '../limits.ts';
import type { BlankRows, RawRecord } from '../raw-record.ts';
import { limitExceeded, RefusedFile } from '../refused-file.ts';
import { blankStretches } from './blank-lines.ts';
import type { DecodedText } from './decode-text.ts';
import { RecordLines } from './record-lines.ts';

export type Delimiter = ',' | '\t' | ';';

const sliceBytes = 16 * 1024;
const bytesPerCharacter = 3;
const longestLine = limits.columns * limits.cell * bytesPerCharacter;
/** The parser takes its time over each record of another length than the first, and those without text are no rows. */
const mostOfOtherLength = limits.rows + 20_000;
const mostWithoutText = 20_000;
const words = /[\p{L}\p{N}]/u;

/** Real exports hold `="…"` without outer quotes, rows with fewer or more cells than the header, blanks before quotes. */
const tolerant: Options = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
  ltrim: true,
};

interface ParsedRecord {
  record: string[];
  /** Among others the byte behind the record. */
  info: Info;
}

/**
 * The records of a CSV text in order. Line breaks may be CRLF, LF or lone CR, also mixed. A quote that never closes makes
 * one last record of all that follows, with the cells of its first line.
 * @throws RefusedFile `limit_exceeded` for a line longer than all cells of a record together may be
 */
export async function* readCsvRecords(
  decoded: DecodedText,
  delimiter: Delimiter,
): AsyncGenerator<RawRecord | BlankRows> {
  const bytes = Buffer.from(decoded.text);
  const lines = new RecordLines(bytes);
  const parser = parse({ ...tolerant, delimiter, info: true });
  const records: AsyncIterable<ParsedRecord> = parser;
  // Whatever goes wrong surfaces where the parser is read.
  pipeline(Readable.from(slices(bytes, parser, lines)), parser, () => {});
  let withoutText = 0;
  let width: number | null = null;
  try {
    for await (const { record, info } of records) {
      const { line, lastLine } = lines.takeRecord(info.bytes);
      width ??= record.length;
      if (record.length !== width && !record.some((cell) => words.test(cell))) withoutText++;
      if (withoutText > mostWithoutText || info.invalid_field_length > mostOfOtherLength) {
        throw new RefusedFile({ code: 'too_many_blank_rows', line });
      }
      yield* blankRows(lines, line);
      const flaw = isDamaged(decoded.damagedLines, line, lastLine) ? 'damaged' : null;
      yield { kind: 'record', line, lastLine, cells: record, flaw };
    }
    yield* blankRows(lines, lines.nextStart());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code !== 'CSV_QUOTE_NOT_CLOSED') {
      throw new RefusedFile({ code: 'damaged_file', line: lines.nextStart() }, error);
    }
    yield unclosedRecord(bytes, lines, delimiter);
  }
}

function* blankRows(lines: RecordLines, line: number): Generator<BlankRows> {
  const count = lines.takeBlankRows();
  if (count > 0) yield { kind: 'blank', line, count };
}

function isDamaged(damagedLines: ReadonlySet<number>, line: number, lastLine: number): boolean {
  if (damagedLines.size === 0) return false;
  for (let each = line; each <= lastLine; each++) if (damagedLines.has(each)) return true;
  return false;
}

function unclosedRecord(bytes: Buffer, lines: RecordLines, delimiter: Delimiter): RawRecord {
  const line = lines.nextStart();
  const { start, lastLine } = lines.rest();
  const [firstLine = ''] = bytes.toString('utf8', start).split(/[\r\n]/, 1);
  const cells = firstLine.split(delimiter).map((cell) => cell.replaceAll('"', ''));
  return { kind: 'record', line, lastLine, cells, flaw: 'unclosed' };
}

/**
 * In slices, so that other work gets its turn while a long file is read. Millions of cells in one line would fill
 * the memory before anybody could count them, so its length is watched here.
 */
async function* slices(bytes: Buffer, parser: Parser, lines: RecordLines): AsyncGenerator<Buffer> {
  let lineBytes = 0;
  for (const slice of withoutBlankLines(bytes, lines)) {
    const lastBreak = Math.max(slice.lastIndexOf('\n'), slice.lastIndexOf('\r'));
    lineBytes = lastBreak === -1 ? lineBytes + slice.length : slice.length - lastBreak - 1;
    if (lineBytes > longestLine) throw limitExceeded('cell', lines.nextStart());
    yield slice;
    // A parser that fails drops the records nobody has taken yet, and with them the count of lines.
    do await nextTurn();
    while (parser.readableLength > 0 && !parser.destroyed);
  }
}

/** Slices of about the same length, without the blank stretches, which `lines` is told of. */
function* withoutBlankLines(bytes: Buffer, lines: RecordLines): Generator<Buffer> {
  let pieces: Buffer[] = [];
  let length = 0;
  for (const piece of filledPieces(bytes, lines)) {
    pieces.push(piece);
    length += piece.length;
    if (length < sliceBytes) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(pieces);
}

function* filledPieces(bytes: Buffer, lines: RecordLines): Generator<Buffer> {
  let start = 0;
  for (const stretch of blankStretches(bytes)) {
    yield* piecesOf(bytes.subarray(start, stretch.start));
    lines.skip(stretch);
    start = stretch.end;
  }
  yield* piecesOf(bytes.subarray(start));
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    yield bytes.subarray(start, start + sliceBytes);
  }
}
