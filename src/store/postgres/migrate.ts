import { type Kysely, type Migration, Migrator } from 'kysely';
import { AppError } from '../../errors.ts';
import * as initial from './migrations/0001-initial.ts';
import * as rowsByLearner from './migrations/0002-rows-by-learner.ts';

/** In order of their names. A released migration is never changed; the next change is a new one. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-rows-by-learner': rowsByLearner,
};

/** In the order in which they are carried out. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/**
 * Brings the tables up to this version, all of it or nothing. Of several processes that start together one does it, and
 * the others wait for it.
 * @returns the names of the migrations that were carried out
 * @throws AppError `data_newer` if the database knows a migration that this version does not; else what went wrong
 */
export async function migrate<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const newer = await newerMigrations(db);
  if (newer.length > 0) throw new AppError('data_newer', { details: { migrations: newer } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map((result) => result.migrationName);
}

interface Bookkeeping {
  kysely_migration: { name: string };
}

/** What a newer version has carried out, of which this one knows nothing. Looked for before anything is written. */
async function newerMigrations<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await (db as unknown as Kysely<Bookkeeping>)
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name).filter((name) => !(name in migrations));
}
