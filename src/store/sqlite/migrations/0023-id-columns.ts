import { type Kysely, sql } from 'kysely';

interface Stored {
  syncs: { needs: string | null };
}

/** Whether a column is the 用户ID is asked, and what people have said about a title row is kept. */
export async function up(db: Kysely<Stored>): Promise<void> {
  await db
    .updateTable('syncs')
    .set({ needs: sql`json_set(needs, '$.idColumn', json('null'))` })
    .where('needs', 'is not', null)
    .execute();
  await db.schema
    .createTable('id_columns')
    .addColumn('target_id', 'integer', (column) => column.notNull().references('targets.id'))
    .addColumn('title_row_hash', 'text', (column) => column.notNull())
    .addColumn('title_row', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('said_by', 'text')
    .addColumn('said_at', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('id_columns_key', ['target_id', 'title_row_hash'])
    .execute();
}
