import { limits } from './limits.ts';
import type { FileRefusal } from './roster.ts';

type RosterLimit = Extract<FileRefusal, { code: 'limit_exceeded' }>['limit'];

/** Thrown from any depth of the reader where a file turns out to be unreadable; `readRoster` turns it into a value. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal, cause?: unknown) {
    super(refusal.code, { cause });
    this.refusal = refusal;
  }
}

/** @param line the record that is too much; null for the file as a whole */
export function limitExceeded(limit: RosterLimit, line: number | null): RefusedFile {
  return new RefusedFile({ code: 'limit_exceeded', limit, allowed: limits[limit], line });
}

/** An xlsx whose parts are not what they should be. */
export function damagedFile(cause?: unknown): RefusedFile {
  return new RefusedFile({ code: 'damaged_file', line: null }, cause);
}
