import type { Kysely } from 'kysely';

/**
 * A report may hold 50,000 rows, of which 1,000 are shown: the others stand apart, so that nobody has to read them to show
 * these. What is there stays as it is; `rest` is last, because SQLite reads a row only as far as it must.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('reports').addColumn('failed', 'text').execute();
  await db.schema.alterTable('reports').addColumn('rest', 'text').execute();
}
