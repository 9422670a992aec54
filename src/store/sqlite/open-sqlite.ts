import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Database, HeldDatabase } from '../database.ts';
import { type DatabaseFile, openDatabaseFile } from './database-file.ts';
import { sqliteDialect } from './dialect.ts';
import { type FileLock, openFileLock } from './file-lock.ts';
import { migrate } from './migrate.ts';
import { retryBusy } from './retry-busy.ts';
import { SharedFileDialect } from './shared-file-dialect.ts';
import { toStoreError } from './store-errors.ts';
import { refuseOutdated, sqliteVersion } from './supported-version.ts';
import { truncateWal } from './truncate-wal.ts';

export interface SqliteOptions {
  dataDir: string;
  log: Logger;
  /**
   * false: WAL checkpoints run in another thread. With a large file in the WAL one takes long, and stops the thread
   * that does it: https://www.sqlite.org/wal.html#ckpt
   */
  checkpoints?: boolean;
  /** true: another thread has opened the database before; if it is not there any more, none is created in its place. */
  mustExist?: boolean;
}

/**
 * Opens the database in `dataDir` and creates what is not there yet. Any number of processes and threads may have
 * the same folder open. Folder and files belong to their owner alone, because they hold personal data.
 * @typeParam Schema the tables of the newest migration
 * @throws AppError with one of the store's codes if the folder or the database cannot be used, or a newer version has
 *   written it; nothing is deleted or replaced then
 */
export async function openSqlite<Schema>(options: SqliteOptions): Promise<Database<Schema>> {
  const inFolder = (name: string) => join(options.dataDir, name);
  try {
    refuseOutdated(sqliteVersion());
    const path = inFolder('sync.sqlite');
    if (options.mustExist && !existsSync(path)) throw new AppError('data_gone', { details: { file: path } });
    const { db, connection } = await openMain<Schema>(path, options);
    const workerLock = openFileLock(inFolder('worker.lock.sqlite'));
    const cardLock = openFileLock(inFolder('card.lock.sqlite'));
    return {
      db,
      dialect: sqliteDialect,
      isShared: false,
      sharedLimiter: null,
      untilChanged: (ms) => setTimeout(ms),
      cleanUp: () => truncateWal(connection, path),
      holdWorker: () => hold(db, workerLock),
      holdCards: () => hold(db, cardLock),
      sizeBytes: () => sizeOf(path) + sizeOf(`${path}-wal`),
      async close() {
        workerLock.close();
        cardLock.close();
        await db.destroy();
      },
    };
  } catch (thrown) {
    throw toStoreError(thrown);
  }
}

/** A file cannot be taken from the process that has it locked, so the lock is never lost. */
async function hold<Schema>(db: Kysely<Schema>, lock: FileLock): Promise<HeldDatabase<Schema> | null> {
  const release = lock.tryAcquire();
  return release === null ? null : { db, lost: new AbortController().signal, release };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

async function openMain<Schema>(path: string, { log, checkpoints = true }: SqliteOptions) {
  const file = openDatabaseFile(path);
  try {
    await configure(file, checkpoints);
    const db = new Kysely<Schema>({ dialect: new SharedFileDialect(file) });
    const migrations = await migrate(db);
    if (migrations.length > 0) log.info({ migrations }, 'database migrated');
    return { db, connection: file.connection };
  } catch (thrown) {
    file.connection.close();
    throw thrown;
  }
}

async function configure({ connection }: DatabaseFile, checkpoints: boolean): Promise<void> {
  // Readers and the one writer do not wait for each other; what is committed survives a loss of power.
  await retryBusy(() => connection.exec('pragma journal_mode = wal'));
  if (!checkpoints) connection.exec('pragma wal_autocheckpoint = 0');
  connection.exec('pragma synchronous = full');
  connection.exec('pragma foreign_keys = on');
  // What is deleted is overwritten; else it could be read in the file until its place is needed again.
  connection.exec('pragma secure_delete = on');
}
