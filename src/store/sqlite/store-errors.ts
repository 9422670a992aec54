import { AppError, type ErrorCode, type ErrorDetails, toAppError } from '../../errors.ts';
import { primaryCode, resultCode, resultCodeOf } from './result-codes.ts';

/**
 * What SQLite says when a file cannot grow or be brought to disk. On a full disk it is not always `SQLITE_FULL`: a
 * quota, or the side file for shared memory, fails as input and output do.
 */
const notWritten: ReadonlySet<number> = new Set([
  resultCode.FULL,
  resultCode.IOERR_WRITE,
  resultCode.IOERR_FSYNC,
  resultCode.IOERR_DIR_FSYNC,
  resultCode.IOERR_TRUNCATE,
  resultCode.IOERR_SHMSIZE,
  resultCode.IOERR_SHMMAP,
  resultCode.IOERR_BEGIN_ATOMIC,
  resultCode.IOERR_COMMIT_ATOMIC,
]);
const damaged: ReadonlySet<number> = new Set([resultCode.CORRUPT, resultCode.NOTADB]);
const unusable: ReadonlySet<number> = new Set([
  resultCode.CANTOPEN,
  resultCode.READONLY,
  resultCode.PERM,
  resultCode.AUTH,
  resultCode.IOERR,
  resultCode.NOLFS,
]);

/** The same from the file system, when folder or files are made. */
const noSpace: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whatever kept the store from working, with the code that says what has to be fixed. */
export function toStoreError(thrown: unknown, details: ErrorDetails = {}): AppError {
  if (thrown instanceof AppError) return thrown;
  const result = resultCodeOf(thrown);
  const code = result === null ? codeOfFile(thrown) : codeOfSqlite(result);
  return code === null ? toAppError(thrown) : new AppError(code, { details, cause: thrown });
}

function codeOfSqlite(result: number): ErrorCode | null {
  if (notWritten.has(result)) return 'disk_full';
  if (damaged.has(primaryCode(result))) return 'data_damaged';
  return unusable.has(primaryCode(result)) ? 'data_unusable' : null;
}

/** Only errors of the file system name a system call: https://nodejs.org/api/errors.html#errorsyscall */
function codeOfFile(thrown: unknown): ErrorCode | null {
  if (!(thrown instanceof Error) || !('syscall' in thrown) || !('code' in thrown)) return null;
  return noSpace.has(String(thrown.code)) ? 'disk_full' : 'data_unusable';
}
