import { type Kysely, sql } from 'kysely';

/**
 * Rows of the journal stand in the order of their calls, and are found by their learner. Before, they were in no order and had
 * an index by record id besides: record ids are random, so each call wrote to nearly every page of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table written_rows rename to unordered_rows`.execute(db);
  await sql`
    create table written_rows (
      intent_number integer not null references intents (number),
      position integer not null,
      target_id integer not null references targets (id),
      kind text not null,
      line integer not null,
      user_id text not null,
      record_id text,
      written_at integer not null,
      forgotten integer not null,
      undone integer not null default 0,
      primary key (intent_number, position)
    ) without rowid`.execute(db);
  await sql`
    insert into written_rows
    select intent_number, position, target_id, kind, line, user_id, record_id, written_at, forgotten, undone
    from unordered_rows order by intent_number, position`.execute(db);
  await sql`drop table unordered_rows`.execute(db);
  await sql`create index written_rows_of_user on written_rows (target_id, user_id)`.execute(db);
}
