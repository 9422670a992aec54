import type { Kysely } from 'kysely';

/** What an enrollment was about stands in the intent that wrote it; nobody has read it here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['course', 'day'])
    await db.schema.alterTable('written_rows').dropColumn(column).execute();
}
