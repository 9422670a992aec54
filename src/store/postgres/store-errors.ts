import { DatabaseError } from 'pg';
import { AppError, type ErrorCode, toAppError } from '../../errors.ts';

/** Classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const byClass: Readonly<Record<string, ErrorCode>> = {
  // Connection exception.
  '08': 'database_unreachable',
  // Invalid authorization.
  '28': 'database_refused',
  // No such database.
  '3D': 'database_refused',
};

/** Single codes, where the class holds others too. */
const byCode: Readonly<Record<string, ErrorCode>> = {
  '42501': 'database_refused',
  '53100': 'disk_full',
  '53300': 'database_unreachable',
  '57P01': 'database_unreachable',
  '57P02': 'database_unreachable',
  '57P03': 'database_unreachable',
  '57P05': 'database_unreachable',
  '25006': 'database_refused',
};

/** What the driver says without a code when a connection ends under a query. */
const connectionEnded =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout/i;

/** Whatever kept the store from working, with the code that says what has to be fixed. */
export function toStoreError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = codeOf(thrown);
  return code === null ? toAppError(thrown) : new AppError(code, { cause: thrown });
}

function codeOf(thrown: unknown): ErrorCode | null {
  if (thrown instanceof DatabaseError) {
    const code = thrown.code ?? '';
    return byCode[code] ?? byClass[code.slice(0, 2)] ?? null;
  }
  if (!(thrown instanceof Error)) return null;
  // Of several addresses that were tried: https://nodejs.org/api/net.html#netconnect
  if (thrown instanceof AggregateError || 'syscall' in thrown) return 'database_unreachable';
  return connectionEnded.test(thrown.message) ? 'database_unreachable' : null;
}
