import type { Kysely } from 'kysely';

/** Whom Feishu knows, of those who asked on the page; of the syncs so far only the name is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('syncs').addColumn('asked_open_id', 'text').execute();
}
