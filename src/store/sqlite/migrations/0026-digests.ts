import { type Kysely, sql } from 'kysely';

/** The digest of a week is counted once and told once, across restarts and instances. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table digests (
      target_id integer not null references targets (id),
      week text not null,
      digest text not null,
      told_at integer,
      primary key (target_id, week)
    )`.execute(db);
}
