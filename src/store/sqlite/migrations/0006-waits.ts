import { type Kysely, sql } from 'kysely';

/** A sync that has to wait for Feishu goes back into the queue, and remembers for what and until when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('syncs').addColumn('last_wait', 'text').execute();
  await db.schema
    .alterTable('syncs')
    .addColumn('wait_code', 'text', (column) => column.generatedAlwaysAs(sql`last_wait ->> 'code'`))
    .execute();
  await db.schema
    .alterTable('syncs')
    .addColumn('wait_set_at', 'integer', (column) => column.generatedAlwaysAs(sql`last_wait ->> 'setAt'`))
    .execute();
  await db.schema
    .alterTable('syncs')
    .addColumn('next_try_at', 'integer', (column) => column.generatedAlwaysAs(sql`last_wait ->> 'nextTryAt'`))
    .execute();
}
