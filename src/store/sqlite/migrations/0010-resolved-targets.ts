import type { Kysely } from 'kysely';

/** Which ids a target means that is spelled with names or with a wiki page; a worker finds that out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('targets')
    .addColumn('resolved_id', 'integer', (column) => column.references('targets.id'))
    .execute();
}
