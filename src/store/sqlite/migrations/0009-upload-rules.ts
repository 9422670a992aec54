import { type Kysely, sql } from 'kysely';

/** Uploads keep the rules they go by; those so far have none yet. Summaries count repeated rows apart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('uploads')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('policies', 'text')
    .addColumn('columns', 'text')
    .execute();
  await sql`
    update syncs set summary = json_set(summary, '$.enrollmentsRepeated', 0) where summary is not null`.execute(
    db,
  );
}
