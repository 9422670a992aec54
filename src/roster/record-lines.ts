const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Follows a CSV parser through the bytes of a text and says on which physical line each record starts:
 * the parser itself only knows the line on which a record ends. CRLF, LF and lone CR count as one line break each.
 */
export class RecordLines {
  readonly #bytes: Uint8Array;
  #position = 0;
  #line = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The first line (1-based) of the record that ends before byte `end`; the next record starts there. */
  takeRecord(end: number): number {
    const start = this.nextStart();
    while (this.#position < end) this.#step();
    return start;
  }

  /** The first line of the record that comes next. Line breaks before it are empty lines. */
  nextStart(): number {
    while (this.#isBreak(this.#position)) this.#step();
    return this.#line;
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
