import type { BlankStretch } from './blank-lines.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Follows a CSV parser through the bytes of a text and says on which physical lines each record stands: the parser itself
 * only knows the line on which a record ends, and never sees the blank stretches. CRLF, LF and lone CR count as one
 * line break each.
 */
export class RecordLines {
  readonly #bytes: Uint8Array;
  /** Those the parser was not given and that lie ahead. */
  readonly #stretches: BlankStretch[] = [];
  #position = 0;
  #line = 1;
  #skippedBytes = 0;
  #blankRows = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The parser is not given this stretch; they come in order, before the records behind them. */
  skip(stretch: BlankStretch): void {
    this.#stretches.push(stretch);
  }

  /**
   * The lines (1-based) of the record that comes next.
   * @param end the byte behind it, of those that the parser was given
   */
  takeRecord(end: number): { line: number; lastLine: number } {
    const line = this.nextStart();
    while (this.#position < end + this.#skippedBytes) {
      const [stretch] = this.#stretches;
      if (stretch !== undefined && this.#position >= stretch.start) this.#pass(stretch);
      else this.#step();
    }
    return { line, lastLine: Math.max(line, this.#lineBefore()) };
  }

  /** The first line of the record that comes next. Line breaks before it are empty lines. */
  nextStart(): number {
    for (;;) {
      const [stretch] = this.#stretches;
      if (stretch !== undefined && this.#position >= stretch.start) this.#pass(stretch);
      else if (this.#isBreak(this.#position)) this.#step();
      else return this.#line;
    }
  }

  /** Blank rows passed since this was asked last. */
  takeBlankRows(): number {
    const rows = this.#blankRows;
    this.#blankRows = 0;
    return rows;
  }

  /** The byte at which the record that comes next starts, and the last line of the text. */
  rest(): { start: number; lastLine: number } {
    this.nextStart();
    const start = this.#position;
    while (this.#position < this.#bytes.length) this.#step();
    return { start, lastLine: this.#lineBefore() };
  }

  /** The line of the last byte passed; a line break belongs to the line that it ends. */
  #lineBefore(): number {
    const endsOnBreak = this.#position > 0 && this.#isBreak(this.#position - 1);
    return endsOnBreak ? this.#line - 1 : this.#line;
  }

  #pass(stretch: BlankStretch): void {
    while (this.#position < stretch.end) this.#step();
    this.#skippedBytes += stretch.end - stretch.start;
    this.#blankRows += stretch.rows;
    this.#stretches.shift();
  }

  #step(): void {
    if (this.#isBreak(this.#position) && !this.#isInsideCrLf(this.#position)) this.#line++;
    this.#position++;
  }

  #isBreak(position: number): boolean {
    return this.#bytes[position] === lineFeed || this.#bytes[position] === carriageReturn;
  }

  /** The line ends with the line feed of a CRLF pair. */
  #isInsideCrLf(position: number): boolean {
    return this.#bytes[position] === carriageReturn && this.#bytes[position + 1] === lineFeed;
  }
}
