import { SqliteError } from 'libsql';
import { AppError, type ErrorCode, type ErrorDetails, toAppError } from '../../errors.ts';

/**
 * What SQLite says when a file cannot grow or be brought to disk. On a full disk it is not always `SQLITE_FULL`: a
 * quota, or the side file for shared memory, fails as input and output do. https://www.sqlite.org/rescode.html
 */
const notWritten =
  /^SQLITE_(?:FULL|IOERR_(?:WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMSIZE|SHMMAP|COMMIT_ATOMIC|BEGIN_ATOMIC))$/;
const damaged = /^SQLITE_(?:CORRUPT|NOTADB)/;
const unusable = /^SQLITE_(?:CANTOPEN|READONLY|PERM|AUTH|IOERR|NOLFS)/;

/** The same from the file system, when folder or files are made. */
const noSpace: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whatever kept the store from working, with the code that says what has to be mended. */
export function toStoreError(thrown: unknown, details: ErrorDetails = {}): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = thrown instanceof SqliteError ? codeOfSqlite(thrown.code) : codeOfFile(thrown);
  return code === null ? toAppError(thrown) : new AppError(code, { details, cause: thrown });
}

function codeOfSqlite(code: string): ErrorCode | null {
  if (notWritten.test(code)) return 'disk_full';
  if (damaged.test(code)) return 'data_damaged';
  return unusable.test(code) ? 'data_unusable' : null;
}

/** Only errors of the file system name a system call: https://nodejs.org/api/errors.html#errorsyscall */
function codeOfFile(thrown: unknown): ErrorCode | null {
  if (!(thrown instanceof Error) || !('syscall' in thrown) || !('code' in thrown)) return null;
  return noSpace.has(String(thrown.code)) ? 'disk_full' : 'data_unusable';
}
