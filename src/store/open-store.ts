import type { BotStore } from '../bot/ports.ts';
import type { Logger } from '../log.ts';
import type { DigestStore } from '../sync/digest/digest.ts';
import type { Journal } from '../sync/journal.ts';
import type { OperationFigures } from '../sync/operation-figures.ts';
import type { PersonStore } from '../sync/queue/forget-person.ts';
import type { CardLock, SyncStore, WorkerLock } from '../sync/sync-store.ts';
import { createBotStore } from './bot-store.ts';
import type { Database } from './database.ts';
import { createDigestStore } from './digests.ts';
import { createJournal } from './journal.ts';
import { createOperationFigures } from './operation-figures.ts';
import { createPersonStore } from './person-store.ts';
import type { Schema } from './schema.ts';
import { openSqlite, type SqliteOptions } from './sqlite/open-sqlite.ts';
import { startOver } from './start-over.ts';
import { createSyncStore } from './sync-store.ts';

export interface Store {
  syncs: SyncStore;
  journal: Journal;
  bot: BotStore;
  people: PersonStore;
  figures: OperationFigures;
  digests: DigestStore;
  workerLock: WorkerLock;
  /** Held by the one process that keeps cards up to date. */
  cardLock: CardLock;
  /** Forgets everything: for whoever starts a demonstration anew, and holds the worker lock. */
  startOver(): Promise<void>;
  /** As of a database. */
  untilChanged: Database<Schema>['untilChanged'];
  /** Counts what clients try, for all instances; null where there is only one. */
  sharedLimiter: Database<Schema>['sharedLimiter'];
  /** Ends the locks too, if this store holds them. */
  close(): Promise<void>;
}

export interface StoreOptions extends SqliteOptions {
  /** A PostgreSQL server in place of the database in the data folder. */
  databaseUrl?: string | null;
}

/**
 * The store over the database in the data folder, or over a PostgreSQL server.
 * @throws AppError as `openSqlite` and `openPostgres`
 */
export async function openStore({ databaseUrl, ...options }: StoreOptions): Promise<Store> {
  const database = databaseUrl
    ? await openServer(databaseUrl, options.log)
    : await openSqlite<Schema>(options);
  return storeOver(database);
}

/** Its driver takes 7 MB in each thread, which who has no server need not have. */
async function openServer(databaseUrl: string, log: Logger): Promise<Database<Schema>> {
  const { openPostgres } = await import('./postgres/open-postgres.ts');
  return openPostgres({ databaseUrl, log });
}

/** The store over a database that is open. */
export function storeOver(database: Database<Schema>): Store {
  const { db, dialect, cleanUp } = database;
  return {
    syncs: createSyncStore(db, database),
    journal: createJournal(db, dialect),
    bot: createBotStore(db),
    people: createPersonStore(db, cleanUp),
    figures: createOperationFigures(db, database.sizeBytes),
    digests: createDigestStore(db),
    workerLock: {
      async tryAcquire(baseToken) {
        const held = await database.holdWorker(baseToken);
        if (held === null) return null;
        const { lost, release } = held;
        const syncs = createSyncStore(held.db, database);
        return { syncs, journal: createJournal(held.db, dialect), lost, release };
      },
    },
    cardLock: { tryAcquire: () => database.holdCards() },
    untilChanged: database.untilChanged,
    sharedLimiter: database.sharedLimiter,
    startOver: () => startOver(db),
    close: () => database.close(),
  };
}
