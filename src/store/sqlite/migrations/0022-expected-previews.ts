import type { Kysely } from 'kysely';

/** Who has asked that the next file sent is only previewed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('expected_previews')
    .addColumn('open_id', 'text', (column) => column.notNull())
    .addColumn('chat_id', 'text', (column) => column.notNull())
    .addColumn('since', 'integer', (column) => column.notNull())
    .addColumn('until', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('expected_previews_key', ['open_id', 'chat_id'])
    .execute();
}
