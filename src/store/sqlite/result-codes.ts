/** https://www.sqlite.org/rescode.html */
export const resultCode = {
  PERM: 3,
  BUSY: 5,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  NOLFS: 22,
  AUTH: 23,
  NOTADB: 26,
  IOERR_WRITE: 778,
  IOERR_FSYNC: 1034,
  IOERR_DIR_FSYNC: 1290,
  IOERR_TRUNCATE: 1546,
  IOERR_SHMSIZE: 4874,
  IOERR_SHMMAP: 5386,
  IOERR_BEGIN_ATOMIC: 7434,
  IOERR_COMMIT_ATOMIC: 7690,
} as const;

/** SQLite's own words for the codes: https://www.sqlite.org/c3ref/errcode.html */
const texts: Readonly<Record<string, number>> = {
  'access permission denied': resultCode.PERM,
  'database is locked': resultCode.BUSY,
  'attempt to write a readonly database': resultCode.READONLY,
  'disk I/O error': resultCode.IOERR,
  'database disk image is malformed': resultCode.CORRUPT,
  'database or disk is full': resultCode.FULL,
  'unable to open database file': resultCode.CANTOPEN,
  'authorization denied': resultCode.AUTH,
  'file is not a database': resultCode.NOTADB,
};

/**
 * SQLite's result code, as extended as the driver knows it; null if it is no error of SQLite. The driver gives the
 * extended code a name of its own where `node:sqlite` has it in `errcode`, and forgets the code altogether where the
 * rows of a prepared statement fail to come (`all`, up to 1.2.1), so that only the text tells.
 */
export function resultCodeOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'ERR_SQLITE_ERROR') return null;
  if ('sqliteExtendedCode' in thrown) return Number(thrown.sqliteExtendedCode);
  if ('errcode' in thrown) return Number(thrown.errcode);
  return texts[thrown.message] ?? null;
}

/** An extended code carries the one it extends in its lowest byte. */
export function primaryCode(code: number): number {
  return code & 0xff;
}
