import type { Kysely, Transaction } from 'kysely';
import type { SyncTarget } from '../sync/sync-record.ts';
import type { Schema } from './schema.ts';

/** The number of the target, or null if nothing was ever stored for it. */
export async function findTarget(db: Kysely<Schema>, target: SyncTarget): Promise<number | null> {
  const row = await db
    .selectFrom('targets')
    .select('id')
    .where('domain', '=', target.domain)
    .where('app_id', '=', target.appId)
    .where('base_token', '=', target.baseToken)
    .where('tables', '=', target.tables)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The number of the target, a new one if need be. */
export async function keepTarget(transaction: Transaction<Schema>, target: SyncTarget): Promise<number> {
  const known = await findTarget(transaction, target);
  if (known !== null) return known;
  const { id } = await transaction
    .insertInto('targets')
    .values({
      domain: target.domain,
      app_id: target.appId,
      base_token: target.baseToken,
      tables: target.tables,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
