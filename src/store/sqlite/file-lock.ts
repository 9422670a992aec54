import { basename } from 'node:path';
import type { ReleaseLock } from '../../sync/sync-store.ts';
import type { Connection } from './connection.ts';
import { openDatabaseFile } from './database-file.ts';
import { isBusy } from './retry-busy.ts';
import { toStoreError } from './store-errors.ts';

/** A lock with a database file of its own. */
export interface FileLock {
  /** null if somebody else holds it. */
  tryAcquire(): ReleaseLock | null;
  /** Ends the lock too, if this handle holds it. */
  close(): void;
}

/**
 * The lock is an open exclusive transaction. The system ends it when the process dies, however it dies, so that
 * there is nothing to clean up or to expire: https://www.sqlite.org/lockingv3.html
 * @param path a database file for nothing but the lock: such a transaction keeps everybody out
 * @throws AppError with one of the store's codes if the file cannot be used
 */
export function openFileLock(path: string): FileLock {
  const connection = openForLocking(path);
  return {
    close: () => connection.close(),
    tryAcquire() {
      if (connection.inTransaction) return null;
      return beginExclusive(connection, path) ? releaseOnce(connection) : null;
    },
  };
}

function openForLocking(path: string): Connection {
  try {
    const { connection } = openDatabaseFile(path);
    refuseDamaged(connection);
    return connection;
  } catch (thrown) {
    throw toStoreError(thrown, { file: basename(path) });
  }
}

/** SQLite looks into a file only when it is used. That it is none should be known at once, not when the lock is needed. */
function refuseDamaged(connection: Connection): void {
  try {
    connection.exec('select 1 from sqlite_master');
  } catch (thrown) {
    if (isBusy(thrown)) return;
    connection.close();
    throw thrown;
  }
}

function beginExclusive(connection: Connection, path: string): boolean {
  try {
    connection.exec('begin exclusive');
    return true;
  } catch (thrown) {
    if (isBusy(thrown)) return false;
    throw toStoreError(thrown, { file: basename(path) });
  }
}

/** A second call must not end what somebody has acquired in between. */
function releaseOnce(connection: Connection): ReleaseLock {
  let held = true;
  return async () => {
    if (held && connection.inTransaction) connection.exec('rollback');
    held = false;
  };
}
