import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kysely, sql, type Transaction } from 'kysely';
import type { Logger } from '../log.ts';
import { chunksOfRows } from './chunks-of-rows.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import type { Schema } from './schema.ts';
import type { Connection } from './sqlite/connection.ts';
import { migrate } from './sqlite/migrate.ts';
import { SharedFileDialect } from './sqlite/shared-file-dialect.ts';
import { readRows, storedTables } from './sqlite/stored-tables.ts';
import { takeAlone } from './sqlite/take-alone.ts';

export interface CopyOptions {
  dataDir: string;
  databaseUrl: string;
  log: Logger;
}

export type CopyOutcome =
  | { kind: 'done'; syncs: number }
  /** There is no database in the data folder. */
  | { kind: 'nothing_there' }
  /** A service or a command has the data folder open. */
  | { kind: 'in_use' }
  /** The server's database holds something already, which is left as it is. */
  | { kind: 'not_empty' };

/**
 * Copies all that a data folder holds to a PostgreSQL server, all of it or nothing. The folder is brought up to this version,
 * and else left as it is.
 * @throws AppError of either store
 */
export async function copyStore({ dataDir, databaseUrl, log }: CopyOptions): Promise<CopyOutcome> {
  const path = resolve(join(dataDir, 'sync.sqlite'));
  if (!existsSync(path)) return { kind: 'nothing_there' };
  const file = takeAlone(path);
  if (file === null) return { kind: 'in_use' };
  try {
    await migrate(new Kysely<Schema>({ dialect: new SharedFileDialect(file) }));
    return await copyTo(databaseUrl, file.connection, log);
  } finally {
    file.connection.close();
  }
}

async function copyTo(databaseUrl: string, from: Connection, log: Logger): Promise<CopyOutcome> {
  const server = await openPostgres<Schema>({ databaseUrl, log });
  try {
    return await server.db.transaction().execute(async (to): Promise<CopyOutcome> => {
      const tables = storedTables(from);
      for (const { name } of tables)
        if (!comesFilled.has(name) && (await holdsRows(to, name))) return { kind: 'not_empty' };
      for (const name of comesFilled) await sql`delete from ${sql.table(name)}`.execute(to);
      for (const table of tables)
        for (const rows of chunksOfRows(readRows(from, table))) await insert(to, table.name, rows);
      await continueSequences(to);
      const { rows } = await sql<{ syncs: number }>`select count(*) as syncs from syncs`.execute(to);
      return { kind: 'done', syncs: rows[0]?.syncs ?? 0 };
    });
  } finally {
    await server.close();
  }
}

/** Made together with its table; the hashes that are copied belong to the key that is copied. */
const comesFilled: ReadonlySet<string> = new Set(['hash_keys']);

async function holdsRows(db: Kysely<Schema>, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
  return rows.length > 0;
}

type StoredRow = Readonly<Record<string, unknown>>;

async function insert(to: Transaction<Schema>, table: string, rows: readonly StoredRow[]): Promise<void> {
  await (to as unknown as Kysely<Record<string, StoredRow>>).insertInto(table).values(rows).execute();
}

/** What a server counts by itself goes on after the largest number that was copied. */
async function continueSequences(to: Transaction<Schema>): Promise<void> {
  for (const [table, column] of [
    ['targets', 'id'],
    ['intents', 'number'],
  ] as const)
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), max(${sql.ref(column)}))
      from ${sql.table(table)} having max(${sql.ref(column)}) is not null`.execute(to);
}
