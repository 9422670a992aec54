import { type Kysely, type Migration, Migrator } from 'kysely';
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
 * @throws if the database knows a migration that this version does not (a newer version wrote it), or is damaged
 */
export async function migrate(db: Kysely<Schema>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map((result) => result.migrationName);
}
