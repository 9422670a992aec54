import type { Kysely } from 'kysely';

/** Who asked on the page, where people log in by name; of the syncs so far that is not known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('syncs').addColumn('asked_by', 'text').execute();
}
