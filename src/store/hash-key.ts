import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** The key of all keyed hashes in this database; it came into being together with their tables. */
export async function readHashKey(db: Kysely<Schema>): Promise<string> {
  const { key } = await db.selectFrom('hash_keys').select('key').executeTakeFirstOrThrow();
  return key;
}
