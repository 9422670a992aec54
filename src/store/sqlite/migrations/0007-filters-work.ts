import type { Kysely } from 'kysely';

/** Whether filters find what they must in this Base; of the Bases so far nobody knows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('base_hints').addColumn('filters_work', 'integer').execute();
}
