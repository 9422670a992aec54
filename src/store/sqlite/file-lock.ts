import { basename } from 'node:path';
import type Database from 'libsql';
import type { ReleaseLock, WorkerLock } from '../../sync/sync-store.ts';
import { openOwnFile } from './database-file.ts';
import { isBusy } from './retry-busy.ts';
import { toStoreError } from './store-errors.ts';

/** A lock with a database file of its own. */
export interface FileLock extends WorkerLock {
  /** Ends the lock too, if this handle holds it. */
  close(): void;
}

/**
 * The lock is an open exclusive transaction. The system ends it when the process dies, however it dies, so that
 * there is nothing to clean up or to expire: https://www.sqlite.org/lockingv3.html
 * @param path a database file for nothing but the lock: such a transaction keeps everybody out
 * @throws AppError with one of the store's codes if the file cannot be used
 */
export function openLock(path: string): FileLock {
  const database = openForLocking(path);
  return {
    close: () => database.close(),
    async tryAcquire() {
      if (database.inTransaction) return null;
      return beginExclusive(database, path) ? releaseOnce(database) : null;
    },
  };
}

function openForLocking(path: string): Database.Database {
  try {
    const database = openOwnFile(path);
    refuseDamaged(database);
    return database;
  } catch (thrown) {
    throw toStoreError(thrown, { file: basename(path) });
  }
}

/** SQLite looks into a file only when it is used. That it is none should be known at once, not when the lock is needed. */
function refuseDamaged(database: Database.Database): void {
  try {
    database.exec('select 1 from sqlite_master');
  } catch (thrown) {
    if (isBusy(thrown)) return;
    database.close();
    throw thrown;
  }
}

function beginExclusive(database: Database.Database, path: string): boolean {
  try {
    database.exec('begin exclusive');
    return true;
  } catch (thrown) {
    if (isBusy(thrown)) return false;
    throw toStoreError(thrown, { file: basename(path) });
  }
}

/** A second call must not end what somebody has acquired in between. */
function releaseOnce(database: Database.Database): ReleaseLock {
  let held = true;
  return async () => {
    if (held && database.inTransaction) database.exec('rollback');
    held = false;
  };
}
