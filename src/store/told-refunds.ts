import type { Kysely, Transaction } from 'kysely';
import type { Journal } from '../sync/journal.ts';
import type { RefundedInBase, ToldRefunds } from '../sync/told-refunds.ts';
import { chunks } from './chunks.ts';
import { readHashKey } from './hash-key.ts';
import { hashOfPerson, hashOfText } from './keyed-hash.ts';
import type { Schema } from './schema.ts';
import { findTargets, keepSpelling } from './targets.ts';

const recordsPerQuery = 500;

/** Of which refunds people were told, in the database: hashes of learners and of records. */
export function createToldRefunds(db: Kysely<Schema>): Pick<Journal, keyof ToldRefunds> {
  return {
    async refundsTold(target, syncId, refunds) {
      const told = new Set<string>();
      if (refunds.length === 0) return told;
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return told;
      for (const records of chunks(toRecords(await readHashKey(db), refunds), recordsPerQuery)) {
        const rows = await db
          .selectFrom('told_refunds')
          .innerJoin('syncs', 'syncs.number', 'told_refunds.sync_number')
          .select('record')
          .where('told_refunds.target_id', 'in', targetIds)
          .where(
            'learner',
            'in',
            records.map(({ learner }) => learner),
          )
          .where('syncs.id', '!=', syncId)
          .execute();
        const known = new Set(rows.map(({ record }) => record));
        for (const { record, recordId } of records) if (known.has(record)) told.add(recordId);
      }
      return told;
    },
    async noteRefundsTold(target, syncId, refunds) {
      if (refunds.length === 0) return;
      const records = toRecords(await readHashKey(db), refunds);
      await db.transaction().execute(async (transaction) => {
        const targetId = await keepSpelling(transaction, target);
        for (const part of chunks(records, recordsPerQuery))
          await transaction
            .insertInto('told_refunds')
            .values((eb) =>
              part.map(({ learner, record }) => ({
                target_id: targetId,
                learner,
                record,
                sync_number: eb.selectFrom('syncs').select('number').where('id', '=', syncId),
              })),
            )
            .onConflict((conflict) => conflict.doNothing())
            .execute();
      });
    },
  };
}

/** In whatever target. */
export async function deleteToldRefunds(transaction: Transaction<Schema>, userId: string): Promise<void> {
  const learner = hashOfPerson(await readHashKey(transaction), userId);
  await transaction.deleteFrom('told_refunds').where('learner', '=', learner).execute();
}

function toRecords(key: string, refunds: readonly RefundedInBase[]) {
  return refunds.flatMap(({ userId, recordIds }) =>
    recordIds.map((recordId) => ({
      recordId,
      learner: hashOfPerson(key, userId),
      record: hashOfText(key, userId, 'refund', recordId),
    })),
  );
}
