import { limits } from './limits.ts';
import type { FileRefusal, RosterLimit } from './roster.ts';

/** Thrown from any depth of the reader where a file turns out to be unreadable; `readRoster` turns it into a value. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal, cause?: unknown) {
    super(refusal.code, { cause });
    this.refusal = refusal;
  }
}

const allowed: Readonly<Record<RosterLimit, number>> = {
  bytes: limits.bytes,
  unpacked: limits.sheetBytes,
  text: limits.textBytes,
  rows: limits.rows,
  columns: limits.columns,
  cell: limits.cell,
};

/** @param line the record that is too much; null for the file as a whole */
export function limitExceeded(limit: RosterLimit, line: number | null): RefusedFile {
  return new RefusedFile({ code: 'limit_exceeded', limit, allowed: allowed[limit], line });
}

/** An xlsx whose parts are not what they should be. */
export function damagedFile(cause?: unknown): RefusedFile {
  return new RefusedFile({ code: 'damaged_file', line: null }, cause);
}
