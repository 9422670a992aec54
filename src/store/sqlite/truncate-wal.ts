import { statSync } from 'node:fs';
import type { Connection } from './connection.ts';
import { isBusy } from './retry-busy.ts';

/**
 * Checkpoints the whole WAL and truncates its file, which would go on holding what has been deleted since:
 * https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
 * @param path of the database
 * @returns false if somebody else is reading or writing at this moment
 */
export function truncateWal(connection: Connection, path: string): boolean {
  try {
    connection.exec('pragma wal_checkpoint(truncate)');
  } catch (thrown) {
    if (!isBusy(thrown)) throw thrown;
  }
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
