import { AppError, type ErrorDetails } from '../../errors.ts';
import type { Intent } from '../journal.ts';

/** Stops a sync because nobody can say whether the rows of its intent are in Base. */
export function inDoubtError(intent: Intent, cause?: unknown): AppError {
  return linesInDoubtError(
    intent.rows.map(({ line }) => line),
    {},
    cause,
  );
}

/** @param lines of the whole file
 * @param details whatever else a person should know */
export function linesInDoubtError(
  lines: readonly number[],
  details: ErrorDetails,
  cause?: unknown,
): AppError {
  const named = [...new Set(lines)].map(String);
  return new AppError('in_doubt', { details: { ...details, lines: named, count: named.length }, cause });
}
