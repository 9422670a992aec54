import type { Kysely } from 'kysely';

/** Administrators hear of what is wrong once, also across restarts, and when it is over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('told_conditions')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('told_at', 'integer', (column) => column.notNull())
    .execute();
}
