import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { SaidIdColumn, SyncStore } from '../sync/sync-store.ts';
import type { Schema } from './schema.ts';
import { findTargets, keepSpelling } from './targets.ts';

/** Which columns are the 用户ID because people have said so. */
export function createIdColumns(
  db: Kysely<Schema>,
): Pick<SyncStore, 'idColumnOf' | 'keepIdColumn' | 'listIdColumns' | 'forgetIdColumn'> {
  return {
    async idColumnOf(target, titleRow) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return null;
      const row = await db
        .selectFrom('id_columns')
        .select('title')
        .where('target_id', 'in', targetIds)
        .where('title_row_hash', '=', hashOf(titleRow))
        .orderBy('said_at', 'desc')
        .executeTakeFirst();
      return row?.title ?? null;
    },
    keepIdColumn: (target, { titleRow, title, by, at }) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('id_columns')
          .values({
            target_id: await keepSpelling(transaction, target),
            title_row_hash: hashOf(titleRow),
            title_row: titleRow,
            title,
            said_by: by,
            said_at: at.getTime(),
          })
          .onConflict((conflict) =>
            conflict.columns(['target_id', 'title_row_hash']).doUpdateSet((eb) => ({
              title: eb.ref('excluded.title'),
              said_by: eb.ref('excluded.said_by'),
              said_at: eb.ref('excluded.said_at'),
            })),
          )
          .execute();
      }),
    async listIdColumns(target) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return [];
      const rows = await db
        .selectFrom('id_columns')
        .select(['title_row', 'title', 'said_by', 'said_at'])
        .where('target_id', 'in', targetIds)
        .orderBy('said_at')
        .execute();
      return rows.map(
        ({ title_row, title, said_by, said_at }): SaidIdColumn => ({
          ...{ titleRow: title_row, title, by: said_by, at: new Date(said_at) },
        }),
      );
    },
    async forgetIdColumn(target, title) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return 0;
      const { numDeletedRows } = await db
        .deleteFrom('id_columns')
        .where('target_id', 'in', targetIds)
        .where('title', '=', title)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function hashOf(titleRow: string): string {
  return createHash('sha256').update(titleRow).digest('base64url');
}
