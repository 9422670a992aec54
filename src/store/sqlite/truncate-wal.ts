import { statSync } from 'node:fs';
import type Database from 'libsql';
import { isBusy } from './retry-busy.ts';

/**
 * Moves everything committed into the database file and empties the log beside it, which would go on holding what has
 * been deleted since: https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
 * @param path of the database
 * @returns false if somebody else is reading or writing at this moment
 */
export function emptyWriteAheadLog(database: Database.Database, path: string): boolean {
  try {
    database.exec('pragma wal_checkpoint(truncate)');
  } catch (thrown) {
    if (!isBusy(thrown)) throw thrown;
  }
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
