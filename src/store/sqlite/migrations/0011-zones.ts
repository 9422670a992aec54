import type { Kysely } from 'kysely';

/** In which zones a Base has kept its days; of the Bases so far nobody knows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('base_hints')
    .addColumn('zones', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
}
