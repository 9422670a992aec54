import { pipeline, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, type Info, type Options, type Parser, parse } from 'csv-parse';
import { limits } from './limits.ts';
import type { RawRecord } from './raw-record.ts';
import { RecordLines } from './record-lines.ts';
import { limitExceeded, RefusedFile } from './refused-file.ts';

export type Delimiter = ',' | '\t' | ';';

const sliceBytes = 16 * 1024;
const bytesPerCharacter = 3;
const longestLine = limits.columns * limits.cell * bytesPerCharacter;

/** Real exports hold `="…"` without outer quotes, and rows with fewer or more cells than the header. */
const tolerant: Options = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
};

interface ParsedRecord {
  record: string[];
  /** Among others the byte behind the record. */
  info: Info;
}

/**
 * The records of a CSV text in order, empty lines left out. Line breaks may be CRLF, LF or lone CR, also mixed.
 * @throws RefusedFile `damaged_file` for a quote that never closes, with the line on which its record starts;
 *   `limit_exceeded` for a line longer than all cells of a record together may be
 */
export async function* readCsvRecords(text: string, delimiter: Delimiter): AsyncGenerator<RawRecord> {
  const bytes = Buffer.from(text);
  const lines = new RecordLines(bytes);
  const parser = parse({ ...tolerant, delimiter, info: true });
  const records: AsyncIterable<ParsedRecord> = parser;
  // Whatever goes wrong surfaces where the parser is read.
  pipeline(Readable.from(slices(bytes, parser, lines)), parser, () => {});
  try {
    for await (const { record, info } of records) {
      const line = lines.takeRecord(info.bytes);
      // The parser takes its time over each record of another length than the first, blank ones included.
      if (info.invalid_field_length > limits.rows) throw limitExceeded('rows', line);
      yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new RefusedFile({ code: 'damaged_file', line: lines.nextStart() }, error);
  }
}

/**
 * In slices, so that other work gets its turn while a long file is read. Millions of cells in one line would fill
 * the memory before anybody could count them, so its length is watched here.
 */
async function* slices(bytes: Buffer, parser: Parser, lines: RecordLines): AsyncGenerator<Buffer> {
  let lineBytes = 0;
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    const slice = bytes.subarray(start, start + sliceBytes);
    const lastBreak = Math.max(slice.lastIndexOf('\n'), slice.lastIndexOf('\r'));
    lineBytes = lastBreak === -1 ? lineBytes + slice.length : slice.length - lastBreak - 1;
    if (lineBytes > longestLine) throw limitExceeded('cell', lines.nextStart());
    yield slice;
    // A parser that fails drops the records nobody has taken yet, and with them the count of lines.
    do await nextTurn();
    while (parser.readableLength > 0 && !parser.destroyed);
  }
}
