import type { Kysely } from 'kysely';

/** Intents remember when their call went out last; until now it went out once. */
export async function up(db: Kysely<{ intents: { started_at: number; sent_at: number } }>): Promise<void> {
  await db.schema
    .alterTable('intents')
    .addColumn('sent_at', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db
    .updateTable('intents')
    .set((eb) => ({ sent_at: eb.ref('started_at') }))
    .execute();
}
