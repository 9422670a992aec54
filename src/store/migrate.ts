import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { AppError } from '../errors.ts';
import * as initial from './migrations/0001-initial.ts';
import * as sentIntents from './migrations/0002-sent-intents.ts';
import type { Schema } from './schema.ts';

/** In order of their names. A released migration is never changed; the next change is a new one. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-sent-intents': sentIntents,
};

/**
 * Brings the tables up to this version, all of it or nothing. Several processes may call it at the same time.
 * @returns the names of the migrations that were carried out
 * @throws AppError `data_newer` if the database knows a migration that this version does not; else what went wrong
 */
export async function migrate(db: Kysely<Schema>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw (await isNewer(db)) ? new AppError('data_newer', { cause: error }) : error;
  return results.map((result) => result.migrationName);
}

/** Whether a newer version has been here: it knows migrations of which this one knows nothing. */
async function isNewer(db: Kysely<Schema>): Promise<boolean> {
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db).catch(() => null);
  return done?.rows.some(({ name }) => !(name in migrations)) ?? false;
}
