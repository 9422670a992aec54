import { type Kysely, sql } from 'kysely';

/** The phase of a sync that looks for rows in doubt has another name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update syncs set phase = 'resolving' where phase = 'settling'`.execute(db);
}
