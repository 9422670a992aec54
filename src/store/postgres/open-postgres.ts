import { type Kysely, sql } from 'kysely';
import type pg from 'pg';
import type { Logger } from '../../log.ts';
import type { Database } from '../database.ts';
import { postgresDialect } from './dialect.ts';
import { createListener } from './listen.ts';
import { createLocks } from './locks.ts';
import { migrate } from './migrate.ts';
import { openKysely } from './open-kysely.ts';
import { openPool } from './open-pool.ts';
import { refuseUnfit } from './refuse-unfit.ts';
import { createSharedLimiter } from './shared-limiter.ts';
import { toStoreError } from './store-errors.ts';
import { translatingPool } from './translating-pool.ts';

export interface PostgresOptions {
  databaseUrl: string;
  log: Logger;
}

/**
 * Of each thread; opened as they are needed, and closed soon after. Many instances share one server, which by itself allows
 * 100, and transactions that write take turns anyway. On a slow way to the server this many questions are on it at once.
 */
const mostConnections = 10;

/**
 * Opens the database and creates what is not there yet. Any number of processes on any number of machines may have it open.
 * @typeParam Schema the tables of the newest migration
 * @throws AppError `database_unreachable`, `database_refused`, `database_unfit` or `data_newer`
 */
export async function openPostgres<Schema>({ databaseUrl, log }: PostgresOptions): Promise<Database<Schema>> {
  const pool = openPool(databaseUrl, { max: mostConnections }, (err) =>
    log.warn({ err }, 'a database connection ended'),
  );
  const db = openKysely<Schema>(translatingPool(pool, toStoreError));
  try {
    await refuseUnfit(db);
    const migrations = await migrate(db);
    if (migrations.length > 0) log.info({ migrations }, 'database migrated');
  } catch (thrown) {
    await db.destroy();
    throw toStoreError(thrown);
  }
  return assemble(db, pool, databaseUrl);
}

function assemble<Schema>(db: Kysely<Schema>, pool: pg.Pool, databaseUrl: string): Database<Schema> {
  const locks = createLocks<Schema>(databaseUrl);
  const listener = createListener(databaseUrl);
  return {
    db,
    dialect: postgresDialect,
    isShared: true,
    sharedLimiter: createSharedLimiter(pool),
    untilChanged: listener.untilChanged,
    holdWorker: (baseToken) => locks.tryHold(`worker:${baseToken}`),
    holdCards: () => locks.tryHold('cards'),
    cleanUp: () => vacuum(db),
    sizeBytes: () => sizeOf(db),
    async close() {
      await Promise.all([locks.close(), listener.close()]);
      await db.destroy();
    },
  };
}

/** What has been deleted stays in the files of the server until they are vacuumed. */
async function vacuum<Schema>(db: Kysely<Schema>): Promise<boolean> {
  try {
    await sql`vacuum`.execute(db);
    return true;
  } catch {
    return false;
  }
}

async function sizeOf<Schema>(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_database_size(current_database()) as bytes`.execute(db);
  return rows[0]?.bytes ?? 0;
}
