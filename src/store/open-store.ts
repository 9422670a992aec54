import { join } from 'node:path';
import { Kysely } from 'kysely';
import type { BotStore } from '../bot/ports.ts';
import type { Logger } from '../log.ts';
import type { Journal } from '../sync/journal.ts';
import type { PersonStore } from '../sync/queue/forget-person.ts';
import type { SyncStore, WorkerLock } from '../sync/sync-store.ts';
import { createBotStore } from './bot-store.ts';
import { createJournal } from './journal.ts';
import { createPersonStore } from './person-store.ts';
import type { Schema } from './schema.ts';
import { openOwnFile } from './sqlite/database-file.ts';
import { openLock } from './sqlite/file-lock.ts';
import { migrate } from './sqlite/migrate.ts';
import { whenFree } from './sqlite/retry-busy.ts';
import { LibsqlDialect } from './sqlite/sqlite-dialect.ts';
import { toStoreError } from './sqlite/store-errors.ts';
import { emptyWriteAheadLog } from './sqlite/truncate-wal.ts';
import { createSyncStore } from './sync-store.ts';

export interface Store {
  syncs: SyncStore;
  journal: Journal;
  bot: BotStore;
  people: PersonStore;
  workerLock: WorkerLock;
  /** Held by the one process that keeps cards up to date. */
  cardLock: WorkerLock;
  /** Ends the locks too, if this store holds them. */
  close(): Promise<void>;
}

export interface StoreOptions {
  dataDir: string;
  log: Logger;
  /**
   * false: the log is brought into the database elsewhere. With a large file in it that takes long, and stops the thread
   * that does it: https://www.sqlite.org/wal.html#ckpt
   */
  checkpoints?: boolean;
}

/**
 * Opens the database in `dataDir` and creates what is not there yet. Any number of processes and threads may have
 * the same folder open. Folder and files belong to their owner alone, because they hold personal data.
 * @throws AppError with one of the store's codes if the folder or the database cannot be used, or a newer version has
 *   written it; nothing is deleted or replaced then
 */
export async function openStore({ dataDir, log, checkpoints = true }: StoreOptions): Promise<Store> {
  try {
    const { db, emptyLog } = await openMain(join(dataDir, 'sync.sqlite'), log, checkpoints);
    const workerLock = openLock(join(dataDir, 'worker.lock.sqlite'));
    const cardLock = openLock(join(dataDir, 'card.lock.sqlite'));
    return {
      syncs: createSyncStore(db, emptyLog),
      journal: createJournal(db),
      bot: createBotStore(db),
      people: createPersonStore(db, emptyLog),
      workerLock,
      cardLock,
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

interface MainDatabase {
  db: Kysely<Schema>;
  /** Whatever has been deleted is gone from the disk, if it returns true. */
  emptyLog: () => boolean;
}

async function openMain(path: string, log: Logger, checkpoints: boolean): Promise<MainDatabase> {
  const database = openOwnFile(path);
  try {
    // Readers and the one writer do not wait for each other; what is committed survives a loss of power.
    await whenFree(() => database.exec('pragma journal_mode = wal'));
    if (!checkpoints) database.exec('pragma wal_autocheckpoint = 0');
    database.exec('pragma synchronous = full');
    database.exec('pragma foreign_keys = on');
    // What is deleted is overwritten; else it could be read in the file until its place is needed again.
    database.exec('pragma secure_delete = on');
    const db = new Kysely<Schema>({ dialect: new LibsqlDialect(database) });
    const migrations = await migrate(db);
    if (migrations.length > 0) log.info({ migrations }, 'database migrated');
    return { db, emptyLog: () => emptyWriteAheadLog(database, path) };
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}
