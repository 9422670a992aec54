import { setTimeout } from 'node:timers/promises';
import { Kysely } from 'kysely';
import type { Database, HeldDatabase } from '../../../src/store/database.ts';
import { type Store, storeOver } from '../../../src/store/open-store.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { sqliteDialect } from '../../../src/store/sqlite/dialect.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import { SharedFileDialect } from '../../../src/store/sqlite/shared-file-dialect.ts';

/** One store for one world after the other. To open one for each would take as long as many of its calls. */
export interface StoreForWorlds {
  /** Empty, as that of a service which was never started before. No process of an earlier world may be alive. */
  empty(): Store;
  close(): Promise<void>;
}

/**
 * The real store, its database in memory: a process of a world dies between two calls of a port and never inside a
 * transaction, so that no file could show more. What files add is tried by `test/kill` and `test/store`.
 */
export async function openStoreForWorlds(): Promise<StoreForWorlds> {
  const connection = new Connection(':memory:');
  const db = new Kysely<Schema>({ dialect: new SharedFileDialect({ connection, refuseGone: () => {} }) });
  await migrate(db);
  const store = storeOver(databaseInMemory(db));
  const emptyAll = tablesOf(connection).map((name) => `delete from "${name}"`);
  return {
    empty() {
      // In the order of their names they would not go; to the service they are on, as in its file.
      connection.exec('pragma foreign_keys = off');
      connection.exec(['begin immediate', ...emptyAll, 'commit'].join(';'));
      connection.exec('pragma foreign_keys = on');
      return store;
    },
    close: () => store.close(),
  };
}

function databaseInMemory(db: Kysely<Schema>): Database<Schema> {
  return {
    db,
    dialect: sqliteDialect,
    isShared: false,
    sharedLimiter: null,
    untilChanged: (ms) => setTimeout(ms),
    cleanUp: () => true,
    holdWorker: createLock(db),
    holdCards: createLock(db),
    sizeBytes: () => 0,
    close: () => db.destroy(),
  };
}

function createLock(db: Kysely<Schema>): () => Promise<HeldDatabase<Schema> | null> {
  let holder: symbol | null = null;
  return async () => {
    if (holder !== null) return null;
    const mine = Symbol('holder');
    holder = mine;
    return {
      db,
      lost: new AbortController().signal,
      // Whoever comes a second time must not end what somebody has acquired in between.
      async release() {
        if (holder === mine) holder = null;
      },
    };
  };
}

/** All but what a new database has in it: which migrations it has been through, and its key. The last one counts rows. */
function tablesOf(connection: Connection): string[] {
  const rows = connection.prepare(`select name from sqlite_master where type = 'table'`).all([]) as {
    name: string;
  }[];
  const kept = /^(?:kysely_|sqlite_stat|hash_keys$)/;
  return rows.map(({ name }) => name).filter((name) => !kept.test(name));
}
