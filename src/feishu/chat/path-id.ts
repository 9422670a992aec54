import { AppError } from '../../errors.ts';

/**
 * An id that is safe to stand in the path of a call: the SDK puts it there as it is.
 * @throws AppError `internal` for anything that would change the path
 */
export function pathId(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(id)) throw new AppError('internal', { cause: new Error('not an id') });
  return id;
}
