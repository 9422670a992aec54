import { type Kysely, sql } from 'kysely';

/** Rows of the journal are found by their learner: record ids are random, so an index by them is dear to keep. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index written_rows_of_record`.execute(db);
}
