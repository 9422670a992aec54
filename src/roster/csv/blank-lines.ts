/** A stretch of a text without a value: line breaks, blanks, delimiters and pairs of quotes with nothing in them. */
export interface BlankStretch {
  /** In bytes; it begins behind a line break and ends with one, or at the end of the text. */
  start: number;
  end: number;
  /** Lines in it that are not empty. */
  rows: number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
/** Longer ones are left to the parser. */
const longestLine = 4000;
/** Of UTF-8 read as Latin-1: blanks, U+00A0, U+3000, U+FEFF, those from U+2000 on, and zero-width characters. */
const blanks =
  '(?:[\\v\\f\\r\\n ]|\\xc2\\xa0|\\xe3\\x80\\x80|\\xef\\xbb\\xbf|\\xe2\\x80[\\x80-\\x8b\\x8e\\x8f])*';
/** Marks that stand for "nothing" in a cell: - -- — —— / */
const nothing = '(?:--?|/|(?:\\xe2\\x80\\x94){1,2})';
/** Every part begins with another character, so that there is but one way to read a line. */
const blankCell = `${blanks}(?:(?:=?"${blanks}(?:${nothing}${blanks})?"|${nothing})${blanks})?`;
const blankLine = new RegExp(`^${blankCell}(?:[\\t,;]${blankCell})*$`);

/**
 * The blank lines of a text outside quotes, found before the parser, which takes its time over each. Spreadsheets leave them
 * behind by the hundred thousand.
 * @param bytes UTF-8
 */
export function* blankStretches(bytes: Buffer): Generator<BlankStretch> {
  const lineBreak = bytes.includes(lineFeed) ? lineFeed : carriageReturn;
  const quotes = new QuoteParity(bytes);
  let stretch: BlankStretch = { start: 0, end: 0, rows: 0 };
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = lineEnd(bytes, start, lineBreak);
    if (!isBlank(bytes, start, end) || quotes.isOpenAt(start)) continue;
    if (stretch.end < start) {
      if (stretch.end > 0) yield stretch;
      stretch = { start, end: start, rows: 0 };
    }
    stretch.end = end;
    stretch.rows += rowsOf(bytes, start);
  }
  if (stretch.end > 0) yield stretch;
}

/** Behind the line break of the line; where others end with a line feed, a lone CR does not end one here. */
function lineEnd(bytes: Buffer, start: number, lineBreak: number): number {
  const found = bytes.indexOf(lineBreak, start);
  return found === -1 ? bytes.length : found + 1;
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  if (end - start > longestLine || !mayBeBlank(bytes[start])) return false;
  if (end - start === 1) return bytes[start] === lineFeed || bytes[start] === carriageReturn;
  return blankLine.test(bytes.toString('latin1', start, end));
}

/** What most lines begin with is not worth a second look. */
function mayBeBlank(byte = lineFeed): boolean {
  return byte <= 0x2f || byte === 0x3b || byte === 0x3d || byte >= 0xc2;
}

/** An empty line is no row. */
function rowsOf(bytes: Buffer, start: number): 0 | 1 {
  return bytes[start] === lineFeed || bytes[start] === carriageReturn ? 0 : 1;
}

/** Whether a quote is open, as far as the number of quotes before says; asked for places further and further on. */
class QuoteParity {
  readonly #bytes: Buffer;
  #next: number;
  #isOpen = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#next = bytes.indexOf(quote);
  }

  isOpenAt(place: number): boolean {
    while (this.#next !== -1 && this.#next < place) {
      this.#isOpen = !this.#isOpen;
      this.#next = this.#bytes.indexOf(quote, this.#next + 1);
    }
    return this.#isOpen;
  }
}
