import type { Kysely } from 'kysely';

/**
 * Large files come to disk piece by piece. There is no reference to `files`: a file counts as there only once all of its
 * pieces are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('file_pieces')
    .addColumn('file_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('file_pieces_key', ['file_id', 'position'])
    .execute();
}
