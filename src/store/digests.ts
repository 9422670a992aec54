import type { Kysely } from 'kysely';
import type { DigestStore } from '../sync/digest/digest.ts';
import { fromJson, toJson } from './json-text.ts';
import type { Schema } from './schema.ts';
import { findTargets, keepSpelling } from './targets.ts';

/** What the weeks of each Base came to, and which of them people were told. Of each Base only the newest is kept. */
export function createDigestStore(db: Kysely<Schema>): DigestStore {
  const find = async (...[target, { first }]: Parameters<DigestStore['isCounted']>) => {
    const targetIds = await findTargets(db, target);
    if (targetIds.length === 0) return undefined;
    return db
      .selectFrom('digests')
      .select(['digest', 'told_at'])
      .where('target_id', 'in', targetIds)
      .where('week', '=', first)
      .executeTakeFirst();
  };
  return {
    isCounted: async (target, week) => (await find(target, week)) !== undefined,
    keepDigest: (target, digest) =>
      db.transaction().execute(async (transaction) => {
        const targetId = await keepSpelling(transaction, target);
        const targetIds = await findTargets(transaction, target);
        await transaction.deleteFrom('digests').where('target_id', 'in', targetIds).execute();
        await transaction
          .insertInto('digests')
          .values({ target_id: targetId, week: digest.week.first, digest: toJson(digest), told_at: null })
          .execute();
      }),
    async untoldDigest(target, week) {
      const row = await find(target, week);
      return row === undefined || row.told_at !== null ? null : fromJson(row.digest);
    },
    async digestTold(target, { first }, at) {
      await db
        .updateTable('digests')
        .set({ told_at: at.getTime() })
        .where('target_id', 'in', await findTargets(db, target))
        .where('week', '=', first)
        .execute();
    },
  };
}
