import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres } from '../../../src/store/postgres/open-postgres.ts';
import { openSqlite } from '../../../src/store/sqlite/open-sqlite.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { createSqlitePlace, silent } from '../sqlite/sqlite-place.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

/** Every column of every table, and whether it may be empty. */
type Columns = Readonly<Record<string, boolean>>;

async function columnsOf(db: Kysely<unknown>, of: (table: string) => Promise<Columns>): Promise<object> {
  const tables = (await db.introspection.getTables()).map(({ name }) => name).sort();
  return Object.fromEntries(
    await Promise.all(
      tables
        .filter((name) => !name.startsWith('sqlite_') && !ofServersOnly.includes(name))
        .map(async (name) => [name, await of(name)]),
    ),
  );
}

/** With the generated columns, which Kysely does not see here. */
async function columnsInSqlite(db: Kysely<unknown>, table: string): Promise<Columns> {
  const { rows } = await sql<{ name: string; filled: number }>`
    select name, "notnull" or pk as filled from pragma_table_xinfo(${table})`.execute(db);
  return Object.fromEntries(rows.map(({ name, filled }) => [name, filled === 0]));
}

async function columnsInPostgres(db: Kysely<unknown>, table: string): Promise<Columns> {
  const tables = await db.introspection.getTables();
  const { columns = [] } = tables.find(({ name }) => name === table) ?? {};
  return Object.fromEntries(columns.map(({ name, isNullable }) => [name, isNullable]));
}

/** Counts for several instances, of which SQLite knows nothing. */
const ofServersOnly = ['limits'];

it('both databases have the same tables after their newest migrations', async () => {
  const place = await createSqlitePlace();
  const sqlite = await openSqlite({ dataDir: place.dataDir, log: silent });
  const postgres = await openPostgres({ databaseUrl: await server.createDatabase(), log: silent });
  try {
    expect(await columnsOf(postgres.db, (table) => columnsInPostgres(postgres.db, table))).toEqual(
      await columnsOf(sqlite.db, (table) => columnsInSqlite(sqlite.db, table)),
    );
  } finally {
    await Promise.all([sqlite.close(), postgres.close()]);
    await place.remove();
  }
});
