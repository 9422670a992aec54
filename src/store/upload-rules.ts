import type { Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import { fromJson, toJson } from './json-text.ts';
import type { Schema } from './schema.ts';

/** The rules that belong to each upload. */
export function createUploadRules(db: Kysely<Schema>): Pick<SyncStore, 'settledRules' | 'settleRules'> {
  return {
    async settledRules(uploadId) {
      const row = await db
        .selectFrom('uploads')
        .select(['policies', 'columns'])
        .where('id', '=', uploadId)
        .executeTakeFirst();
      return {
        policies: row?.policies == null ? null : fromJson(row.policies),
        columns: row?.columns == null ? null : fromJson(row.columns),
      };
    },
    async settleRules(uploadId, { policies, columns }) {
      await db
        .insertInto('uploads')
        .values({ id: uploadId, policies: toJson(policies), columns: toJson(columns) })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((eb) => ({
            policies: eb.fn.coalesce('uploads.policies', 'excluded.policies'),
            columns: eb.fn.coalesce('uploads.columns', 'excluded.columns'),
          })),
        )
        .execute();
    },
  };
}
