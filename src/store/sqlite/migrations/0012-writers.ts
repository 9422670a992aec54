import type { Kysely } from 'kysely';

/** By what another writer in the same Base is noticed, or that the journal is older than what it has written. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, type] of [
    ['others_reported_at', 'integer'],
    ['author', 'text'],
    ['journaled_until', 'integer'],
  ] as const)
    await db.schema.alterTable('base_hints').addColumn(name, type).execute();
}
