import type { Connection } from './connection.ts';
import { type DatabaseFile, openDatabaseFile } from './database-file.ts';
import { isBusy } from './retry-busy.ts';

/**
 * Opens a database that nobody else has open; until it is closed nobody else can open it. Leaving WAL mode takes that:
 * https://www.sqlite.org/wal.html#activating_and_configuring_wal_mode. It also brings everything into one file.
 * @param path of a database that is there
 * @returns null if a service or a command has it open
 */
export function takeAlone(path: string): DatabaseFile | null {
  const file = openDatabaseFile(path);
  try {
    lockForGood(file.connection);
    return file;
  } catch (thrown) {
    file.connection.close();
    if (isBusy(thrown)) return null;
    throw thrown;
  }
}

/** In this mode locks, once taken, end with the connection: https://www.sqlite.org/pragma.html#pragma_locking_mode */
function lockForGood(connection: Connection): void {
  connection.exec('pragma journal_mode = delete');
  connection.exec('pragma locking_mode = exclusive');
  connection.exec('begin exclusive');
  connection.exec('commit');
}
