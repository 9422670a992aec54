import type { Kysely } from 'kysely';

/** What came of an undo, and which of the written rows have been taken back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('reports').addColumn('undone', 'text').execute();
  await db.schema
    .alterTable('written_rows')
    .addColumn('undone', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
