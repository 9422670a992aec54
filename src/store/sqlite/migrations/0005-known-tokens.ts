import type { Kysely } from 'kysely';

/** Whether a Base has been seen to know a client token again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('base_hints')
    .addColumn('knows_tokens', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
