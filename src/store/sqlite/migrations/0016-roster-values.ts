import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/**
 * What rosters have said last about each learner and field, as keyed hashes, and their key. Many rows are written at once
 * and each is looked up by its whole key, so they stand in the order of that key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table hash_keys (key text not null)`.execute(db);
  await sql`insert into hash_keys values (${randomBytes(32).toString('base64')})`.execute(db);
  await sql`
    create table roster_values (
      target_id integer not null references targets (id),
      learner text not null,
      field text not null,
      value text not null,
      upload_number integer not null,
      primary key (target_id, learner, field)
    ) without rowid`.execute(db);
}
