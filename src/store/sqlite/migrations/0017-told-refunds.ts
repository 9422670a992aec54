import { type Kysely, sql } from 'kysely';

/** Of which refunded enrollments people were told, as keyed hashes of person and record; and how full tables are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table told_refunds (
      target_id integer not null references targets (id),
      learner text not null,
      record text not null,
      sync_number integer not null,
      primary key (target_id, learner, record)
    ) without rowid`.execute(db);
  await db.schema.alterTable('base_hints').addColumn('room', 'text').execute();
}
