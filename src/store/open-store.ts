import type { BotStore } from '../bot/ports.ts';
import type { Journal } from '../sync/journal.ts';
import type { OperationFigures } from '../sync/operation-figures.ts';
import type { PersonStore } from '../sync/queue/forget-person.ts';
import type { CardLock, SyncStore, WorkerLock } from '../sync/sync-store.ts';
import { createBotStore } from './bot-store.ts';
import { createJournal } from './journal.ts';
import { createOperationFigures } from './operation-figures.ts';
import { createPersonStore } from './person-store.ts';
import type { Schema } from './schema.ts';
import { openSqlite, type SqliteOptions } from './sqlite/open-sqlite.ts';
import { createSyncStore } from './sync-store.ts';

export interface Store {
  syncs: SyncStore;
  journal: Journal;
  bot: BotStore;
  people: PersonStore;
  figures: OperationFigures;
  workerLock: WorkerLock;
  /** Held by the one process that keeps cards up to date. */
  cardLock: CardLock;
  /** Ends the locks too, if this store holds them. */
  close(): Promise<void>;
}

/**
 * The store over the database in the data folder.
 * @throws AppError as `openSqlite`
 */
export async function openStore(options: SqliteOptions): Promise<Store> {
  const { db, truncateWal, sizeBytes, workerLock, cardLock, close } = await openSqlite<Schema>(options);
  const syncs = createSyncStore(db, truncateWal);
  const journal = createJournal(db);
  return {
    syncs,
    journal,
    bot: createBotStore(db),
    people: createPersonStore(db, truncateWal),
    figures: createOperationFigures(db, sizeBytes),
    workerLock: holding(workerLock, { syncs, journal }),
    cardLock,
    close,
  };
}

/** A file cannot be taken from the process that has it locked, so the lock is never lost. */
function holding(lock: CardLock, stores: Pick<Store, 'syncs' | 'journal'>): WorkerLock {
  return {
    async tryAcquire() {
      const release = await lock.tryAcquire();
      return release === null ? null : { ...stores, lost: new AbortController().signal, release };
    },
  };
}
