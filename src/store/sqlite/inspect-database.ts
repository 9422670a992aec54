import type { Connection } from './connection.ts';
import { isKnownMigration } from './migrate.ts';
import { toStoreError } from './store-errors.ts';

/** What a database file is good for. */
export type DatabaseState =
  /** `newestSyncAt`: when the newest sync was asked for (epoch ms); null if there is none. */
  | { kind: 'sound'; syncs: number; newestSyncAt: number | null }
  | { kind: 'damaged' }
  /** Sound, but not the database of this service. */
  | { kind: 'foreign' }
  /** A newer version has written it. */
  | { kind: 'newer' };

/**
 * Reads the whole file and checks that it is in order: https://www.sqlite.org/pragma.html#pragma_integrity_check
 * @throws AppError for what is wrong with the disk instead
 */
export function inspectDatabase(connection: Connection): DatabaseState {
  try {
    const found = rows(connection, 'pragma integrity_check(1)');
    if (found[0]?.integrity_check !== 'ok') return { kind: 'damaged' };
    if (rows(connection, 'pragma foreign_key_check').length > 0) return { kind: 'damaged' };
    return readOwn(connection);
  } catch (thrown) {
    const error = toStoreError(thrown);
    if (error.code === 'data_damaged') return { kind: 'damaged' };
    throw error;
  }
}

function readOwn(connection: Connection): DatabaseState {
  const tables = rows(
    connection,
    `select name from sqlite_master where name in ('kysely_migration', 'syncs')`,
  );
  if (tables.length < 2) return { kind: 'foreign' };
  const done = rows(connection, 'select name from kysely_migration');
  if (done.some(({ name }) => !isKnownMigration(String(name)))) return { kind: 'newer' };
  const [row] = rows(connection, 'select count(*) as syncs, max(created_at) as newest from syncs');
  return {
    kind: 'sound',
    syncs: Number(row?.syncs),
    newestSyncAt: row?.newest === null ? null : Number(row?.newest),
  };
}

function rows(connection: Connection, sql: string): Record<string, unknown>[] {
  return connection.prepare(sql).all([]) as Record<string, unknown>[];
}
